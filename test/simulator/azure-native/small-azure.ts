import type { ArmConnection, ArmRequest, ArmResponse } from "../../../src/arm/transport";
import type { CallContext } from "../../../src/plugin/handlers";

export const subscriptionId = "11111111-1111-1111-1111-111111111111";
export const group = `/subscriptions/${subscriptionId}/resourceGroups/rg`;

type Answerer = (request: ArmRequest) => ArmResponse | undefined;

/** As little of Azure as requests can be shown against: it keeps what is PUT, and records. */
export class SmallAzure {
  readonly requests: string[] = [];
  readonly bodies: unknown[] = [];
  readonly waits: number[] = [];
  readonly resources = new Map<string, Record<string, unknown>>();
  /** Asked before the store; answers what a test wants to be answered. */
  answer: Answerer = () => undefined;

  get connection(): ArmConnection {
    return {
      subscriptionId,
      tenantId: "22222222-2222-2222-2222-222222222222",
      clientId: "client",
      objectId: "object",
      transport: {
        send: (request) => {
          this.requests.push(`${request.method} ${request.url}`);
          this.bodies.push(request.body);
          return Promise.resolve(this.answer(request) ?? this.#stored(request));
        },
        wait: (milliseconds) => {
          this.waits.push(milliseconds);
          return Promise.resolve();
        },
      },
    };
  }

  /** The requests since the last call. */
  takeRequests(): string[] {
    this.bodies.length = 0;
    return this.requests.splice(0);
  }

  #stored({ method, url, body }: ArmRequest): ArmResponse {
    const id = decodeURIComponent(url.split("?")[0] ?? "");
    const key = id.toLowerCase();
    const before = this.resources.get(key);
    if (method === "PUT" || method === "PATCH") {
      const stored = { ...(body as object), id, name: id.split("/").at(-1), type: "Some/type" };
      this.resources.set(key, stored);
      return answered(before === undefined ? 201 : 200, stored);
    }
    if (method === "DELETE") {
      this.resources.delete(key);
      return answered(before === undefined ? 204 : 200);
    }
    return before === undefined ? notFound : answered(200, before);
  }
}

export function answered(
  status: number,
  body?: unknown,
  headers: Record<string, string> = {},
): ArmResponse {
  return { status, headers, body };
}

export const notFound = answered(404, {
  error: { code: "ResourceNotFound", message: "It is not there." },
});

export const forbidden = answered(403, {
  error: { code: "AuthorizationFailed", message: "The client may not do this." },
});

/** The context of a call about a resource of this logical name; keeps what is logged. */
export function contextOf(name: string, logged: string[] = []): CallContext {
  return {
    urn: `urn:pulumi:dev::test::type::${name}`,
    name,
    signal: new AbortController().signal,
    log: (severity, message) => {
      logged.push(`${severity}: ${message}`);
    },
  };
}
