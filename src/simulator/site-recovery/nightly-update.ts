import { retryAfter } from "../../arm/retry";
import type { ArmResponse, ArmTransport, HttpMethod } from "../../arm/transport";
import { outcomeOfStatus } from "../../azure/agent-auto-update";
import { authenticationTypes } from "../../azure/agent-updater-account";
import { asArray, asObject, asText, type JsonObject, valueAt } from "../json";
import type { SimulatedAzure } from "../simulated-azure";
import { type DocumentedCall, documentedCalls, manualPushCalls } from "./documented-calls";

/** One call that the updater made. */
export interface AgentUpdaterCall {
  readonly method: HttpMethod;
  /** Path without query. */
  readonly path: string;
  /** The right that the call takes, for example `Microsoft.RecoveryServices/vaults/read`. */
  readonly action: string;
  /** The page of learn.microsoft.com that shows the call. */
  readonly source: string;
  readonly status: number;
  /** Azure's own code and message, for a call that was refused. */
  readonly error?: { readonly code: string; readonly message: string };
}

export interface AgentUpdaterRun {
  /** Every call in order. A refused one is the last, for nothing can follow from it. */
  readonly calls: readonly AgentUpdaterCall[];
  /** The call that was refused; left out when the whole work was done. */
  readonly failure?: AgentUpdaterCall;
  /** Ids of the mappings that were set, or with `manualPush` of the items whose agent was updated. */
  readonly updated: readonly string[];
}

export interface AgentUpdaterOptions {
  /** Object id of the identity that works, for example of an automation account. */
  readonly principalId: string;
  readonly vaultId: string;
  /** Needed unless `manualPush` is set. */
  readonly automationAccountId?: string;
  /** Whether machines are updated by hand instead, one request each. Defaults to `false`. */
  readonly manualPush?: boolean;
  /** Defaults to `2023-06-01`. */
  readonly apiVersion?: string;
}

/**
 * Does the documented work of the agent updater as one identity, every call through the front and
 * judged by the identity's own rights: enables agent auto-update on every paired mapping between
 * Azure regions of a vault, or updates every protected machine by hand. It proves that a role is
 * enough for these calls, or shows the one that it does not allow.
 *
 * These are the documented calls only. The runbook with which Microsoft updates agents at night is
 * not published, so no run here proves that it would be content.
 *
 * Source: learn.microsoft.com site-recovery/azure-to-azure-autoupdate.
 */
export async function runAgentUpdater(
  azure: SimulatedAzure,
  options: AgentUpdaterOptions,
): Promise<AgentUpdaterRun> {
  const { transport } = azure.connect({ objectId: options.principalId });
  const updater = new Updater(transport, options.apiVersion ?? "2023-06-01");
  const updated: string[] = [];
  try {
    if (options.manualPush === true) {
      await pushByHand(updater, options, updated);
    } else {
      await setMappings(updater, options, updated);
    }
  } catch (error) {
    if (error instanceof Refused) {
      return { calls: updater.calls, failure: error.call, updated };
    }
    throw error;
  }
  return { calls: updater.calls, updated };
}

async function setMappings(
  updater: Updater,
  { vaultId, automationAccountId }: AgentUpdaterOptions,
  updated: string[],
): Promise<void> {
  if (automationAccountId === undefined) {
    throw new RangeError("runAgentUpdater needs automationAccountId unless manualPush is set.");
  }
  await updater.send(documentedCalls.readVault, "GET", vaultId);
  const mappings = await updater.list(
    documentedCalls.listMappings,
    `${vaultId}/replicationProtectionContainerMappings`,
  );
  const body = {
    properties: {
      providerSpecificInput: {
        instanceType: "A2A",
        agentAutoUpdateStatus: "Enabled",
        automationAccountArmId: automationAccountId,
        automationAccountAuthenticationType: authenticationTypes.systemAssigned,
      },
    },
  };
  for (const id of mappings.filter(isPairedBetweenRegions).map(idOf)) {
    const started = await updater.send(documentedCalls.updateMapping, "PATCH", id, body);
    await updater.follow(started);
    const location = started.headers.location ?? "";
    await updater.send(documentedCalls.readOperationResult, "GET", location);
    await updater.send(documentedCalls.readJob, "GET", started.headers["x-ms-request-id"] ?? "");
    await updater.send(documentedCalls.readMapping, "GET", id);
    updated.push(id);
  }
}

async function pushByHand(
  updater: Updater,
  { vaultId }: AgentUpdaterOptions,
  updated: string[],
): Promise<void> {
  const items = await updater.list(
    manualPushCalls.listItems,
    `${vaultId}/replicationProtectedItems`,
  );
  for (const id of items.map(idOf)) {
    const item = await updater.send(manualPushCalls.readItem, "GET", id);
    const details = asObject(valueAt(item.body, "properties.providerSpecificDetails"));
    if (details.isReplicationAgentUpdateRequired !== true) {
      continue;
    }
    const started = await updater.send(
      manualPushCalls.updateMobilityService,
      "POST",
      `${id}/updateMobilityService`,
      { properties: {} },
    );
    await updater.follow(started);
    updated.push(id);
  }
}

function isPairedBetweenRegions(mapping: JsonObject): boolean {
  const type = asText(valueAt(mapping, "properties.providerSpecificDetails.instanceType"));
  const state = asText(valueAt(mapping, "properties.state"));
  return type?.toLowerCase() === "a2a" && state?.toLowerCase() === "paired";
}

function idOf(resource: JsonObject): string {
  return asText(resource.id) ?? "";
}

/** A call that Azure answered with an error. */
class Refused extends Error {
  constructor(readonly call: AgentUpdaterCall) {
    super(call.error?.message ?? `Status ${call.status}`);
  }
}

/** Sends the updater's calls one after another and keeps a record of them. */
class Updater {
  readonly calls: AgentUpdaterCall[] = [];

  constructor(
    private readonly transport: ArmTransport,
    private readonly apiVersion: string,
  ) {}

  async send(
    documented: DocumentedCall,
    method: HttpMethod,
    idOrAddress: string,
    body?: unknown,
  ): Promise<ArmResponse> {
    const url = idOrAddress.includes("?")
      ? idOrAddress
      : `${idOrAddress}?api-version=${this.apiVersion}`;
    const response = await this.transport.send({
      method,
      url,
      ...(body === undefined ? {} : { body }),
    });
    const error = asObject(asObject(response.body).error);
    const call: AgentUpdaterCall = {
      method,
      path: pathOf(url),
      action: documented.action,
      source: documented.source,
      status: response.status,
      ...(response.status < 400
        ? {}
        : { error: { code: asText(error.code) ?? "", message: asText(error.message) ?? "" } }),
    };
    this.calls.push(call);
    if (response.status >= 400) {
      throw new Refused(call);
    }
    return response;
  }

  /** A listing with all its pages. */
  async list(documented: DocumentedCall, path: string): Promise<JsonObject[]> {
    const all: JsonObject[] = [];
    let next: string | undefined = path;
    while (next !== undefined) {
      const page: JsonObject = asObject((await this.send(documented, "GET", next)).body);
      all.push(...asArray(page.value).map(asObject));
      next = asText(page.nextLink);
    }
    return all;
  }

  /** Waits for the operation that an answer began; a job that fails counts as refused. */
  async follow(started: ArmResponse): Promise<void> {
    const address = started.headers["azure-asyncoperation"];
    if (address === undefined) {
      return;
    }
    for (;;) {
      await this.transport.wait(retryAfter(started.headers) ?? 30_000);
      const status = await this.send(documentedCalls.readOperationStatus, "GET", address);
      const outcome = outcomeOfStatus(asText(valueAt(status.body, "status")) ?? "");
      if (outcome === "succeeded") {
        return;
      }
      if (outcome === "failed") {
        throw this.#failed(asObject(valueAt(status.body, "error")));
      }
    }
  }

  #failed(error: JsonObject): Error {
    const last = this.calls.at(-1);
    if (last === undefined) {
      throw new Error("No call was made.");
    }
    const code = asText(error.code) ?? "";
    return new Refused({ ...last, error: { code, message: asText(error.message) ?? "" } });
  }
}

function pathOf(url: string): string {
  const [address = ""] = url.split("?");
  return address.replace(/^https:\/\/[^/]+/, "");
}
