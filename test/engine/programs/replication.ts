// The resources of our own provider on a vault; azure-native's are made before the first of them.

import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as resources from "@pulumi/azure-native/resources";
import {
  ReplicationFabric,
  ReplicationProtectionContainer,
  ReplicationProtectionContainerMapping,
} from "azure-evergreen/resources";

const group = new resources.ResourceGroup("recovery", { location: "northeurope" });
const vault = new recoveryservices.Vault("vault", {
  resourceGroupName: group.name,
  location: "northeurope",
  sku: { name: "RS0", tier: "Standard" },
  properties: {},
});
const policy = new recoveryservices.ReplicationPolicy("policy", {
  resourceGroupName: group.name,
  resourceName: vault.name,
  properties: {
    providerSpecificInput: {
      instanceType: "A2A",
      multiVmSyncStatus: "Enable",
      recoveryPointHistory: 1440,
      crashConsistentFrequencyInMinutes: 5,
      appConsistentFrequencyInMinutes: 240,
    },
  },
});

const containers = ["westeurope", "northeurope"].map((location) => {
  const fabric = new ReplicationFabric(
    location,
    { vaultId: vault.id, location },
    { dependsOn: policy },
  );
  return new ReplicationProtectionContainer(location, { fabricId: fabric.id });
});
const [source, target] = containers;
if (source === undefined || target === undefined) {
  throw new Error("Two regions make two containers.");
}
export const mappingId = new ReplicationProtectionContainerMapping("there", {
  protectionContainerId: source.id,
  targetProtectionContainerId: target.id,
  policyId: policy.id,
}).id;
