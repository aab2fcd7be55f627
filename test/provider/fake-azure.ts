import type { ArmRequest, ArmResponse, ArmTransport } from "../../src/arm/transport";

export const subscriptionId = "00000000-0000-0000-0000-000000000001";
export const group = `/subscriptions/${subscriptionId}/resourceGroups/recovery`;
export const vaultId = `${group}/providers/Microsoft.RecoveryServices/vaults/vault`;
export const accountId = `${group}/providers/Microsoft.Automation/automationAccounts/updater`;
export const policyId = `${vaultId}/replicationPolicies/daily`;
export const fabricId = `${vaultId}/replicationFabrics/west`;
export const containerId = `${fabricId}/replicationProtectionContainers/source`;
export const targetId = `${vaultId}/replicationFabrics/north/replicationProtectionContainers/target`;
export const mappingId = `${containerId}/replicationProtectionContainerMappings/there`;

type Answer = Partial<ArmResponse> | ((request: ArmRequest) => Partial<ArmResponse>);
type Json = Record<string, unknown>;

/**
 * A table of objects that answers as Azure Resource Manager does: writes and removals begin work
 * that is done at the second poll. What a test scripts is answered first, once each.
 */
export class FakeAzure implements ArmTransport {
  readonly requests: ArmRequest[] = [];
  /** Milliseconds that were waited for. */
  waited = 0;
  /** Called at each pause. */
  onWait: (waited: number) => void = () => undefined;
  readonly #objects = new Map<string, Json>();
  readonly #scripts = new Map<string, Answer[]>();
  readonly #operations = new Map<string, { polls: number; finish: () => void }>();

  /** Puts an object there. */
  hold(id: string, body: Json = {}): this {
    this.#objects.set(key(id), { id, name: id.split("/").at(-1), ...body });
    return this;
  }

  held(id: string): Json | undefined {
    return this.#objects.get(key(id));
  }

  drop(id: string): void {
    this.#objects.delete(key(id));
  }

  /** What the next requests of a kind are answered with. */
  script(method: string, path: string, ...answers: Answer[]): this {
    const at = `${method} ${key(path)}`;
    this.#scripts.set(at, [...(this.#scripts.get(at) ?? []), ...answers]);
    return this;
  }

  /** The requests so far, ids shortened: `GET V/replicationFabrics/west`. */
  lines(): string[] {
    return this.requests.map(({ method, url }) => `${method} ${shorten(pathOf(url))}`);
  }

  /** Forgets the requests so far. */
  clear(): this {
    this.requests.length = 0;
    return this;
  }

  wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    this.waited += milliseconds;
    this.onWait(this.waited);
    return signal?.aborted === true ? Promise.reject(signal.reason as Error) : Promise.resolve();
  }

  send(request: ArmRequest, signal?: AbortSignal): Promise<ArmResponse> {
    signal?.throwIfAborted();
    this.requests.push(request);
    const path = pathOf(request.url);
    const scripted = this.#scripts.get(`${request.method} ${key(path)}`)?.shift();
    const answer = typeof scripted === "function" ? scripted(request) : scripted;
    return Promise.resolve({
      status: 200,
      headers: {},
      body: undefined,
      ...(answer ?? this.#answer(request, path)),
    });
  }

  #answer({ method, body }: ArmRequest, path: string): Partial<ArmResponse> {
    if (path.startsWith("/operations/")) {
      return this.#poll(path);
    }
    if (method === "GET") {
      return this.#read(path);
    }
    if (method === "PUT") {
      return this.#begin(() => this.hold(path, materialize(path, body as Json)));
    }
    const object = this.held(path.replace(/\/remove$/i, ""));
    if (object === undefined) {
      return notFound(path);
    }
    return method === "PATCH"
      ? this.#begin(() => this.hold(path, patched(object, body as Json)))
      : this.#begin(() => {
          this.drop(path.replace(/\/remove$/i, ""));
        });
  }

  #read(path: string): Partial<ArmResponse> {
    const object = this.held(path);
    if (object !== undefined) {
      return { body: object };
    }
    const collection = path.split("/").at(-1)?.toLowerCase() ?? "";
    if (
      !/^replication(protectioncontainers|protectioncontainermappings|protecteditems)$/.test(
        collection,
      )
    ) {
      return notFound(path);
    }
    const below = `${key(path).replace(/\/[^/]*$/, "")}/`;
    const value = [...this.#objects].filter(
      ([id]) => id.startsWith(below) && id.split("/").at(-2) === collection,
    );
    return { body: { value: value.map(([, body]) => body) } };
  }

  #begin(finish: () => void): Partial<ArmResponse> {
    const address = `/operations/${this.#operations.size + 1}`;
    this.#operations.set(address, { polls: 0, finish });
    return { status: 202, headers: { "azure-asyncoperation": `https://azure.test${address}` } };
  }

  #poll(address: string): Partial<ArmResponse> {
    const operation = this.#operations.get(address);
    if (operation === undefined) {
      return notFound(address);
    }
    if (operation.polls++ === 0) {
      return { body: { status: "InProgress" } };
    }
    operation.finish();
    return { body: { status: "Succeeded" } };
  }
}

/** The answer that refuses. */
export function refusal(status: number, code: string, message: string): Partial<ArmResponse> {
  return { status, body: { error: { code, message } } };
}

export function notFound(path: string): Partial<ArmResponse> {
  return refusal(404, "ResourceNotFound", `The resource '${path}' was not found.`);
}

/** A mapping as Azure answers it. */
export function mappingBody(update: Json = {}, more: Json = {}): Json {
  return {
    properties: {
      policyId,
      targetProtectionContainerId: targetId,
      providerSpecificDetails: {
        instanceType: "A2A",
        agentAutoUpdateStatus: "Disabled",
        ...update,
      },
      state: "Paired",
      health: "Normal",
      ...more,
    },
  };
}

/** What makes of an enabled auto-update in the answer. */
export const enabled = {
  agentAutoUpdateStatus: "Enabled",
  automationAccountArmId: accountId,
  automationAccountAuthenticationType: "SystemAssignedIdentity",
  scheduleName: "there_schedule",
  jobScheduleName: "job-schedule",
};

/** A replicated machine of the container `source`. */
export function machine(name: string, container = containerId): [string, Json] {
  return [
    `${container}/replicationProtectedItems/${name}`,
    { properties: { friendlyName: name, recoveryContainerId: targetId } },
  ];
}

function materialize(path: string, body: Json): Json {
  const properties = body.properties as Json;
  if (/\/replicationProtectionContainerMappings\/[^/]+$/i.test(path)) {
    return mappingBody(detailsOf(properties.providerSpecificInput as Json), {
      policyId: properties.policyId,
      targetProtectionContainerId: properties.targetProtectionContainerId,
    });
  }
  return { properties: { ...properties, health: "Normal" } };
}

function patched(object: Json, body: Json): Json {
  const properties = object.properties as Json;
  const input = (body.properties as Json).providerSpecificInput as Json;
  const details = detailsOf(input);
  return { ...object, properties: { ...properties, providerSpecificDetails: details } };
}

function detailsOf(input: Json): Json {
  return input.agentAutoUpdateStatus === "Enabled" ? { ...enabled, ...input } : { ...input };
}

function pathOf(url: string): string {
  return decodeURIComponent(url.replace(/^https:\/\/[^/]+/, "").split("?")[0] ?? "");
}

function key(id: string): string {
  return id.toLowerCase();
}

function shorten(path: string): string {
  return path
    .replace(new RegExp(`^${vaultId}(?=/|$)`, "i"), "V")
    .replace(new RegExp(`^${group}/providers/`, "i"), "")
    .replace(new RegExp(`^/subscriptions/${subscriptionId}`, "i"), "S");
}
