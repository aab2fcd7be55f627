import type { SimulatedAzure } from "../../../src/simulator/index";
import { type Caller, errorOf } from "../caller";
import { asr, done, get, propertiesOf } from "./replicated-estate";
import { item, recoveryGroup } from "./replicated-machine";

export const compute = "2024-11-01";
export const recoveryMachine = `${recoveryGroup}/providers/Microsoft.Compute/virtualMachines/machine1`;
export const recoveryNic = `${recoveryGroup}/providers/Microsoft.Network/networkInterfaces/nic1`;
export const recoveryDisk = `${recoveryGroup}/providers/Microsoft.Compute/disks/disk1`;

/** Sends an action of the item and lets its job end. */
export async function act(caller: Caller, verb: string, properties: object = {}): Promise<void> {
  await done(caller, "POST", `${item}/${verb}`, { properties });
  await caller.wait(600);
}

export async function refused(
  caller: Caller,
  verb: string,
  properties: object = {},
): Promise<string> {
  const answer = await caller.send("POST", `${item}/${verb}?api-version=${asr}`, { properties });
  const { status, message } = errorOf(answer);
  return `${status} ${message}`;
}

export async function stateOf(caller: Caller): Promise<unknown[]> {
  const properties = await propertiesOf(caller, item);
  const { protectionState, protectionStateDescription, activeLocation } = properties;
  const { testFailoverState, allowedOperations } = properties;
  return [
    protectionState,
    protectionStateDescription,
    activeLocation,
    testFailoverState,
    allowedOperations,
  ];
}

export async function detailsOf(caller: Caller): Promise<Record<string, unknown>> {
  const { providerSpecificDetails } = await propertiesOf(caller, item);
  return providerSpecificDetails as Record<string, unknown>;
}

export function idsIn(azure: SimulatedAzure, scope: string): string[] {
  return azure.estate.within(scope).map(({ id }) => id.slice(scope.length));
}

export async function powerOf(caller: Caller, id: string): Promise<string | undefined> {
  const { body } = await get(caller, `${id}/instanceView`, compute);
  const { statuses } = body as { statuses: { code: string }[] };
  return statuses.map(({ code }) => code).find((code) => code.startsWith("PowerState"));
}

export const notNow = (what: string): string =>
  `409 The operation '${what}' is not allowed for the protected item 'item1' in its current state.`;
