import { deterministicGuid } from "../../../azure/guid";
import { attach } from "../../compute/attachments";
import { virtualMachineType } from "../../compute/extensions";
import { removeMachine } from "../../compute/machine-removal";
import type { StoredResource } from "../../estate";
import { asText, valueAt, withoutUndefined } from "../../json";
import type { Platform } from "../../operation";
import { makeDisks } from "./recovery-disks";
import { makeInterfaces, removeInterfaces } from "./recovery-interfaces";
import { idIn, requireFree, type RecoveryTarget } from "./recovery-target";
import { placesOfDisks } from "./replicated-disks";
import { interfacesOf } from "./replicated-interfaces";

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
  const { interfaceIds, disks } = makeParts(platform, item, target);
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
        networkInterfaces: interfaceIds.map((nicId, i) => ({
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
  return machine;
}

/** Makes the parts of a machine: all of them, or none when one cannot be made. */
function makeParts(
  platform: Platform,
  item: StoredResource,
  target: RecoveryTarget,
): {
  readonly interfaceIds: readonly string[];
  readonly disks: ReturnType<typeof makeDisks>;
} {
  const made: string[] = [];
  try {
    const interfaceIds = makeInterfaces(platform, target, made);
    return { interfaceIds, disks: makeDisks(platform, item, target, made) };
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

/** Removes a machine with its network interfaces and disks. */
export function removeWithParts(platform: Platform, machine: StoredResource): void {
  const nics = interfacesOf(platform, machine);
  removeMachine(platform, machine);
  removeInterfaces(platform, nics);
  for (const { id } of placesOfDisks(machine)) {
    platform.estate.delete(id);
  }
}
