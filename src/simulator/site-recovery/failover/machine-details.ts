import type { StoredResource } from "../../estate";
import { asArray, asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../../json";
import type { Platform } from "../../operation";
import { protectedDisk, unprotectedDisks } from "./replicated-disks";
import {
  interfacesOf,
  mappedNetwork,
  networkOf,
  replicatedInterfaces,
} from "./replicated-interfaces";

/**
 * What an item tells of the machine that it replicates, and of the one that takes its place in a
 * failover. Source: Site Recovery API, `A2AReplicationDetails`.
 *
 * @param input - `A2AEnableProtectionInput`, `A2ASwitchProtectionInput` or less of it.
 * @param before - The machine on the other side, when its place is to be taken again.
 */
export function machineDetails(
  platform: Platform,
  itemId: string,
  machine: StoredResource,
  input: JsonObject,
  before?: StoredResource,
): JsonObject {
  const fabricId = itemId.split("/").slice(0, -4).join("/");
  const [first] = interfacesOf(platform, machine);
  const networkId =
    asText(input.recoveryAzureNetworkId) ??
    mappedNetwork(platform, fabricId, networkOf(first)) ??
    (before === undefined ? undefined : networkOf(interfacesOf(platform, before)[0]));
  const groupId = asText(input.recoveryResourceGroupId) ?? groupOf(before);
  const disks = asArray(input.vmManagedDisks).map((disk) =>
    protectedDisk(platform, asObject(disk)),
  );
  return withoutUndefined({
    recoveryAzureVMName: before?.name ?? machine.name,
    recoveryAzureVMSize: valueAt(machine, "properties.hardwareProfile.vmSize"),
    recoveryAzureResourceGroupId: groupId,
    recoveryAvailabilitySet:
      input.recoveryAvailabilitySetId ?? valueAt(before, "properties.availabilitySet.id"),
    primaryAvailabilityZone: asArray(machine.zones)[0],
    recoveryAvailabilityZone: input.recoveryAvailabilityZone ?? asArray(before?.zones)[0],
    selectedRecoveryAzureNetworkId: networkId,
    vmNics: replicatedInterfaces(platform, machine, {
      networkId,
      subnetName: asText(input.recoverySubnetName),
      machine: before,
    }),
    vmSyncedConfigDetails: { tags: machine.tags ?? {}, inputEndpoints: [] },
    protectedManagedDisks: disks,
    unprotectedDisks: unprotectedDisks(machine, disks),
  });
}

function groupOf(machine: StoredResource | undefined): string | undefined {
  return machine?.id.split("/").slice(0, 5).join("/");
}
