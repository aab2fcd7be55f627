import assert from "node:assert/strict";
import type { ArmConnection } from "../../../src/arm/transport";
import type { RoleTemplate } from "../../../src/azure/roles";
import type { SimulatedAzure } from "../../../src/simulator/index";
import type { Caller } from "../../simulator/caller";
import {
  addInterfaces,
  group,
  machineBody,
  nic,
  send as compute,
  withNetwork,
} from "../../simulator/compute/small-estate";
import {
  configuration,
  configurationBody,
  machineId,
  send,
} from "../../simulator/maintenance/scheduled-estate";

export { configuration, machineId };

export interface Fleet {
  readonly azure: SimulatedAzure;
  readonly owner: Caller;
}

export type MachineOptions = NonNullable<Parameters<typeof machineBody>[0]> & {
  readonly tags?: Readonly<Record<string, string>>;
};

/** Settings of machines, by who is to patch them. */
export const byPlatform = {
  patchMode: "AutomaticByPlatform",
  assessmentMode: "AutomaticByPlatform",
};
export const bySchedule = {
  ...byPlatform,
  automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true },
};

/** A network and these machines, which are running. */
export async function fleetOf(
  machines: Readonly<Record<string, MachineOptions>>,
  options: Parameters<typeof withNetwork>[1] = {},
): Promise<Fleet> {
  const fleet = await withNetwork([], options);
  await addMachines(fleet, machines);
  return fleet;
}

/** Further machines in the network of a fleet. */
export async function addMachines(
  { owner }: Fleet,
  machines: Readonly<Record<string, MachineOptions>>,
): Promise<void> {
  await addInterfaces(
    owner,
    Object.keys(machines).map((name) => `nic-${name}`),
  );
  for (const [name, { tags, ...options }] of Object.entries(machines)) {
    const nics = [nic.replace("nic1", `nic-${name}`)];
    const body = { ...machineBody({ ...options, nics }), tags: tags ?? {} };
    const answer = await compute(owner, "PUT", machineId(name), body);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
  }
}

/** The schedule `nightly`: at 22:00 in Amsterdam, three hours, each day from 2 November. */
export async function makeSchedule({ owner }: Fleet): Promise<void> {
  const answer = await send(owner, "PUT", configuration, configurationBody);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
}

export async function assignTo({ owner }: Fleet, name: string): Promise<void> {
  const id = `${machineId(name).replace("resourceGroups", "resourcegroups")}/providers/Microsoft.Maintenance/configurationAssignments/nightly`;
  const answer = await send(owner, "PUT", id, {
    location: "westeurope",
    properties: { maintenanceConfigurationId: configuration },
  });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
}

/** A dynamic scope over the resource group. */
export async function assignByFilter({ owner }: Fleet, filter: object): Promise<void> {
  const id = `${group}/providers/Microsoft.Maintenance/configurationAssignments/scope`;
  const answer = await send(owner, "PUT", id, {
    properties: { maintenanceConfigurationId: configuration, filter },
  });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
}

/** The way to Azure of somebody with a role at the subscription, or with none. */
export function connectionOf(
  { azure }: Fleet,
  role?: string | RoleTemplate,
): ArmConnection & { readonly objectId: string } {
  const principal = azure.createServicePrincipal("reader");
  if (role !== undefined) {
    azure.grant({ principalId: principal.objectId, role });
  }
  return { ...azure.connect(principal), objectId: principal.objectId };
}
