import { deterministicGuid } from "../../../azure/guid";
import { attach } from "../../compute/attachments";
import { placeInDomains } from "../../compute/domains";
import { virtualMachineType } from "../../compute/extensions";
import { interfaceIds } from "../../compute/virtual-machine-body";
import { removeMachine } from "../../compute/machine-removal";
import type { StoredResource } from "../../estate";
import { asText, valueAt, withoutUndefined } from "../../json";
import type { Platform } from "../../operation";
import { makeDisks } from "./recovery-disks";
import { makeInterfaces } from "./recovery-interfaces";
import { idIn, requireFree, type RecoveryTarget } from "./recovery-target";
import { placesOfDisks } from "./replicated-disks";

/**
 * Makes the machine of a failover or of its test: in the recovery resource group, with the size, set,
 * zone and tags of the item's settings, on disks from the recovery point. Such a machine has no
 * operating system profile and no image, because it is not set up anew.
 * Source: learn.microsoft.com site-recovery/azure-to-azure-architecture ("Failover process").
 */
export function makeMachine(
  platform: Platform,
  item: StoredResource,
  target: RecoveryTarget,
): StoredResource {
  const { details, groupId, location, zone } = target;
  const id = idIn(groupId, virtualMachineType, target.machineName);
  requireFree(platform, id);
  const { nicIds, disks } = makeParts(platform, item, target);
  const now = platform.clock.now().toISOString();
  const reference = (to: unknown): { id: unknown } | undefined =>
    asText(to) === undefined ? undefined : { id: to };
  const machine: StoredResource = withoutUndefined({
    id,
    name: target.machineName,
    type: virtualMachineType,
    location,
    tags: valueAt(details, "vmSyncedConfigDetails.tags"),
    zones: zone === undefined ? undefined : [zone],
    properties: withoutUndefined({
      vmId: deterministicGuid("virtual machine", id, now),
      hardwareProfile: { vmSize: details.recoveryAzureVMSize },
      storageProfile: {
        osDisk: disks.find(({ lun }) => lun === null)?.profile,
        dataDisks: disks.filter(({ lun }) => lun !== null).map(({ profile }) => profile),
        diskControllerType: "SCSI",
      },
      networkProfile: {
        networkInterfaces: nicIds.map((nicId, i) => ({
          id: nicId,
          properties: { primary: i === 0 },
        })),
      },
      availabilitySet: reference(details.recoveryAvailabilitySet),
      proximityPlacementGroup: reference(details.recoveryProximityPlacementGroupId),
      virtualMachineScaleSet: reference(details.recoveryVirtualMachineScaleSetId),
      capacityReservation:
        asText(details.recoveryCapacityReservationGroupId) === undefined
          ? undefined
          : { capacityReservationGroup: { id: details.recoveryCapacityReservationGroupId } },
      licenseType: licenseOf(details.licenseType),
      timeCreated: now,
      provisioningState: "Succeeded",
    }),
  });
  platform.estate.put(machine);
  attach(platform, machine, undefined);
  placeInDomains(platform, machine);
  return machine;
}

/** Makes the parts of a machine: all of them, or none when one cannot be made. */
function makeParts(
  platform: Platform,
  item: StoredResource,
  target: RecoveryTarget,
): {
  readonly nicIds: readonly string[];
  readonly disks: ReturnType<typeof makeDisks>;
} {
  const made: string[] = [];
  try {
    const nicIds = makeInterfaces(platform, target, made);
    return { nicIds, disks: makeDisks(platform, item, target, made) };
  } catch (error) {
    for (const id of made) {
      platform.estate.delete(id);
    }
    throw error;
  }
}

function licenseOf(licenseType: unknown): string | undefined {
  return licenseType === "WindowsServer" ? "Windows_Server" : undefined;
}

/** Ids of the network interfaces and disks of a machine. */
export function partsOf(machine: StoredResource): string[] {
  return [...interfaceIds(machine), ...placesOfDisks(machine).map(({ id }) => id)];
}

/** Removes a machine with its network interfaces and disks. */
export function removeWithParts(platform: Platform, machine: StoredResource): void {
  removeMachine(platform, machine);
  removeParts(platform, partsOf(machine));
}

/** Removes network interfaces and disks that no machine has. */
export function removeParts(platform: Platform, ids: readonly string[]): void {
  for (const id of ids) {
    const part = platform.estate.get(id);
    const user = part?.managedBy ?? valueAt(part, "properties.virtualMachine.id");
    if (user === undefined) {
      platform.estate.delete(id);
    }
  }
}
