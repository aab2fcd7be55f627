import type { ArmResponse, HttpMethod } from "../../src/arm/transport";
import type { RoleTemplate } from "../../src/azure/roles";
import { SimulatedAzure } from "../../src/simulator/index";

/** One who sends requests into a simulated Azure. */
export interface Caller {
  readonly objectId: string;
  readonly clientId: string;
  send(method: HttpMethod, path: string, body?: unknown): Promise<ArmResponse>;
  /** Lets time pass. */
  wait(seconds: number): Promise<void>;
}

/** A caller with a role at the subscription, or with none. */
export function callerOf(azure: SimulatedAzure, role?: string | RoleTemplate): Caller {
  const principal = azure.createServicePrincipal("caller");
  if (role !== undefined) {
    azure.grant({ principalId: principal.objectId, role });
  }
  const { transport } = azure.connect(principal);
  return {
    objectId: principal.objectId,
    clientId: principal.clientId,
    send: (method, path, body) =>
      transport.send({ method, url: path, ...(body === undefined ? {} : { body }) }),
    wait: (seconds) => transport.wait(seconds * 1000),
  };
}

export const subscriptionId = "11111111-2222-4333-8444-555555555555";
export const tenantId = "99999999-8888-4777-8666-555555555555";
export const subscription = `/subscriptions/${subscriptionId}`;

export function newAzure(
  options: ConstructorParameters<typeof SimulatedAzure>[0] = {},
): SimulatedAzure {
  return new SimulatedAzure({ subscriptionId, tenantId, ...options });
}

/** Code and message of an error answer. */
export function errorOf(response: ArmResponse): { status: number; code: string; message: string } {
  const { error } = response.body as { error: { code: string; message: string } };
  return { status: response.status, code: error.code, message: error.message };
}

export async function newGroup(caller: Caller, name = "rg"): Promise<string> {
  const id = `${subscription}/resourceGroups/${name}`;
  const answered = await caller.send("PUT", `${id}?api-version=2021-04-01`, {
    location: "westeurope",
  });
  if (answered.status !== 201 && answered.status !== 200) {
    throw new Error(JSON.stringify(answered.body));
  }
  return id;
}
