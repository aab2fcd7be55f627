import { group, linuxMachine, vault } from "./fixtures";
import { container, fabric, sides } from "./fixtures-site-recovery";
import { type Program, ref, resource } from "./program";

/** The storage account through which the changes of the machine go. */
export const cache = resource("storage:StorageAccount", "cache", {
  resourceGroupName: ref("group", "name"),
  accountName: "fleetcache",
  location: "westeurope",
  kind: "StorageV2",
  sku: { name: "Standard_LRS" },
});

/** Our provider's item of the machine `web`. */
export const ownItem = resource("azure-evergreen:index:ReplicationProtectedItem", "item", {
  protectionContainerId: ref("from"),
  virtualMachineId: ref("web"),
  targetProtectionContainerId: ref("to"),
  policyId: "/subscriptions/s/policy",
  itemName: "web",
  settings: {
    recoveryResourceGroupId: "/subscriptions/s/resourceGroups/recovery",
    disks: [{ diskId: "/subscriptions/s/disks/web", stagingStorageAccountId: ref("cache") }],
  },
});

const base: Program = [group, linuxMachine(), cache, vault];

/** A machine that is replicated from west to north. */
export const replicated: Program = [...base, ...sides, ownItem];

/** The same with azure-native's item. */
export const nativeReplicated: Program = [
  ...base,
  ...sides,
  resource("recoveryservices:ReplicationProtectedItem", "item", {
    resourceGroupName: ref("group", "name"),
    resourceName: ref("vault", "name"),
    fabricName: "here",
    protectionContainerName: "from",
    replicatedProtectedItemName: "web",
    properties: {
      policyId: "/subscriptions/s/policy",
      providerSpecificDetails: {
        instanceType: "A2A",
        fabricObjectId: ref("web"),
        recoveryContainerId: ref("to"),
        vmManagedDisks: [
          {
            diskId: "/subscriptions/s/disks/web",
            primaryStagingAzureStorageAccountId: ref("cache"),
            recoveryResourceGroupId: "/subscriptions/s/resourceGroups/recovery",
          },
        ],
      },
    },
  }),
];

/** A machine that is replicated from the first zone of a region to the second. */
export const betweenZones: Program = [
  ...base,
  fabric("here", "westeurope"),
  container("from", "here"),
  container("to", "here"),
  resource(ownItem.token, "item", {
    ...ownItem.args,
    settings: { ...(ownItem.args.settings as object), recoveryAvailabilityZone: "2" },
  }),
];

/** A policy for machines between regions. */
export const policy = resource("recoveryservices:ReplicationPolicy", "policy", {
  resourceGroupName: "fleet",
  resourceName: "vault",
  policyName: "daily",
  properties: {
    providerSpecificInput: {
      instanceType: "A2A",
      recoveryPointHistory: 1440,
      appConsistentFrequencyInMinutes: 240,
      crashConsistentFrequencyInMinutes: 5,
      multiVmSyncStatus: "Enable",
    },
  },
});
