import { groupPath, type Translation } from "../translation";

const compute = `${groupPath}/providers/Microsoft.Compute`;
const both = ["put", "delete"] as const;

/** Virtual machines, their disks and what stands around them. */
export const computeTranslations: readonly Translation[] = [
  row("VirtualMachine", "virtualMachines/{vmName}", {
    topLevel: ["extendedLocation", "identity", "location", "placement", "plan", "tags", "zones"],
    longRunning: both,
  }),
  row("VirtualMachineExtension", "virtualMachines/{vmName}/extensions/{vmExtensionName}", {
    topLevel: ["location", "tags"],
    // The output `type` is that of the resource, the argument that of the extension.
    argumentRenames: { type: "properties/type" },
    longRunning: both,
  }),
  row(
    "VirtualMachineRunCommandByVirtualMachine",
    "virtualMachines/{vmName}/runCommands/{runCommandName}",
    { topLevel: ["location", "tags"], longRunning: both },
  ),
  row("VirtualMachineScaleSet", "virtualMachineScaleSets/{vmScaleSetName}", {
    topLevel: ["extendedLocation", "identity", "location", "plan", "sku", "tags", "zones"],
    longRunning: both,
  }),
  row("AvailabilitySet", "availabilitySets/{availabilitySetName}", {
    topLevel: ["location", "sku", "tags"],
  }),
  row("ProximityPlacementGroup", "proximityPlacementGroups/{proximityPlacementGroupName}", {
    topLevel: ["location", "tags", "zones"],
  }),
  row("CapacityReservationGroup", "capacityReservationGroups/{capacityReservationGroupName}", {
    topLevel: ["location", "tags", "zones"],
  }),
  row(
    "CapacityReservation",
    "capacityReservationGroups/{capacityReservationGroupName}/capacityReservations/{capacityReservationName}",
    { topLevel: ["location", "sku", "tags", "zones"], longRunning: both },
  ),
  row("RestorePointCollection", "restorePointCollections/{restorePointCollectionName}", {
    topLevel: ["location", "tags"],
    longRunning: ["delete"],
  }),
  {
    ...row(
      "RestorePoint",
      "restorePointCollections/{restorePointCollectionName}/restorePoints/{restorePointName}",
      { topLevel: [], longRunning: both },
    ),
    immutable: [],
  },
  {
    ...disk("Disk", "disks/{diskName}", ["extendedLocation", "location", "sku", "tags", "zones"]),
    renames: { lastOwnershipUpdateTime: "properties/LastOwnershipUpdateTime" },
  },
  disk("DiskEncryptionSet", "diskEncryptionSets/{diskEncryptionSetName}", [
    "identity",
    "location",
    "tags",
  ]),
  disk("DiskAccess", "diskAccesses/{diskAccessName}", ["extendedLocation", "location", "tags"]),
];

function disk(name: string, tail: string, topLevel: readonly string[]): Translation {
  return {
    ...row(name, tail, { topLevel, longRunning: both }),
    apiVersion: "2024-03-02",
  };
}

function row(name: string, tail: string, rest: Partial<Translation>): Translation {
  return {
    token: `compute:${name}`,
    path: `${compute}/${tail}`,
    apiVersion: "2024-11-01",
    immutable: ["location"],
    ...rest,
  };
}
