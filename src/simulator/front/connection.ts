import type { ArmConnection, ArmRequest, ArmResponse, ArmTransport } from "../../arm/transport";
import type { Clock } from "../clock";
import { ConnectionError } from "../../arm/errors";
import type { Front } from "./front";
import type { HttpResponse } from "./http";
import type { Waiting } from "./waiting";

/** Requests that reach a simulated Azure without a server; waiting turns its clock. */
export function inProcessTransport(
  front: Front,
  { clock, waiting }: { readonly clock: Clock; readonly waiting: Waiting },
  principalId: string,
): ArmTransport {
  return {
    async send(request: ArmRequest, signal?: AbortSignal): Promise<ArmResponse> {
      signal?.throwIfAborted();
      const text = request.body === undefined ? undefined : bodyText(request.body);
      const answered = await waiting.during(() =>
        front.manageAs(principalId, {
          method: request.method,
          url: request.url,
          headers: {
            ...(text === undefined ? {} : { "content-type": "application/json" }),
            ...lowerCaseNames(request.headers ?? {}),
          },
          ...(text === undefined ? {} : { body: text }),
        }),
      );
      deliver(answered, request, clock);
      signal?.throwIfAborted();
      return {
        status: answered.status,
        headers: answered.headers,
        body: answered.body === undefined ? undefined : readBody(answered.body),
      };
    },
    wait: (milliseconds, signal) => waiting.wait(milliseconds, signal),
    now: () => clock.now(),
  };
}

/** Lets an answer go wrong on its way, as a network does; one that is late turns the clock. */
function deliver({ delivery }: HttpResponse, request: ArmRequest, clock: Clock): void {
  if (delivery === "dropped" || delivery === "cut") {
    const reason =
      delivery === "cut" ? "the answer was cut" : "the connection was closed before an answer came";
    throw new ConnectionError(request, reason, { mayPass: true });
  }
  if (delivery !== undefined) {
    clock.advance(delivery.lateByMilliseconds * Math.max(1, clock.speed));
  }
}

export interface ConnectedPrincipal {
  readonly objectId: string;
  readonly clientId?: string;
}

export function inProcessConnection(
  transport: ArmTransport,
  where: { readonly subscriptionId: string; readonly tenantId: string },
  principal: ConnectedPrincipal,
): ArmConnection {
  const { subscriptionId, tenantId } = where;
  const { objectId, clientId } = principal;
  return {
    transport,
    subscriptionId,
    tenantId,
    objectId,
    ...(clientId === undefined ? {} : { clientId }),
  };
}

function bodyText(body: unknown): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function readBody(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
