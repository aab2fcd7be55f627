import assert from "node:assert/strict";
import type { ArmResponse, HttpMethod } from "../../../src/arm/transport";
import type { SimulatedAzure } from "../../../src/simulator/index";
import { type Caller, subscription } from "../caller";
import { group, machineBody, nic, send as compute, withNetwork } from "../compute/small-estate";

export const version = "2023-10-01-preview";
/** As clients of this provider send it. */
export const lower = `${subscription}/resourcegroups/rg`;
export const configuration = `${lower}/providers/Microsoft.Maintenance/maintenanceConfigurations/nightly`;

export const configurationBody = {
  location: "westeurope",
  properties: {
    namespace: null,
    maintenanceScope: "InGuestPatch",
    visibility: "Custom",
    extensionProperties: { InGuestPatchMode: "User" },
    maintenanceWindow: {
      startDateTime: "2026-11-02 22:00",
      expirationDateTime: "9999-12-31 23:59:59",
      duration: "03:00",
      timeZone: "W. Europe Standard Time",
      recurEvery: "Day",
    },
    installPatches: {
      rebootSetting: "IfRequired",
      linuxParameters: { classificationsToInclude: ["Critical", "Security"] },
    },
  },
};

export function send(
  caller: Caller,
  method: HttpMethod,
  id: string,
  body?: object,
): Promise<ArmResponse> {
  return caller.send(method, `${id}?api-version=${version}`, body);
}

export const machineId = (name: string): string =>
  `${group}/providers/Microsoft.Compute/virtualMachines/${name}`;

/** Patch settings that let a schedule in. */
export const scheduled = {
  patchMode: "AutomaticByPlatform",
  automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true },
};

/** A network, the schedule `nightly`, and Linux machines with these patch settings. */
export async function withSchedule(
  machines: Readonly<Record<string, object>> = {},
  tags: Readonly<Record<string, object>> = {},
): Promise<{ azure: SimulatedAzure; owner: Caller }> {
  const names = Object.keys(machines);
  const estate = await withNetwork(names.length === 0 ? ["nic1"] : names.map((n) => `nic-${n}`));
  for (const [name, patchSettings] of Object.entries(machines)) {
    const body = machineBody({
      nics: [nic.replace("nic1", `nic-${name}`)],
      linux: { patchSettings },
    });
    const answer = await compute(estate.owner, "PUT", machineId(name), {
      ...body,
      tags: tags[name] ?? {},
    });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
  }
  const made = await send(estate.owner, "PUT", configuration, configurationBody);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return estate;
}

/** Assigns the schedule to a machine. */
export async function assign(owner: Caller, name: string): Promise<string> {
  const id = `${machineId(name).replace("resourceGroups", "resourcegroups")}/providers/Microsoft.Maintenance/configurationAssignments/nightly`;
  const answer = await send(owner, "PUT", id, {
    location: "westeurope",
    properties: { maintenanceConfigurationId: configuration },
  });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return id;
}
