import {
  LinuxVirtualMachine,
  PatchedBy,
  RecoveryPlan,
  RecoveryVault,
  SiteRecovery,
} from "azure-evergreen";
import { ReplicationProtectedItem } from "azure-evergreen/resources";
import { getVirtualMachineOutput } from "@pulumi/azure-native/compute";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { place } from "./place";

const { resourceGroupName, subnetId } = place("machines");
const machine = new LinuxVirtualMachine("web", {
  resourceGroupName,
  subnetId,
  image: "Canonical:ubuntu-24_04-lts:server:latest",
  adminUsername: "fleet",
  sshPublicKey: new pulumi.Config().require("sshPublicKey"),
  patchedBy: PatchedBy.Platform,
});
const group = new resources.ResourceGroup("recovery", { location: "northeurope" });
const vault = new RecoveryVault("recovery", {
  resourceGroupName: group.name,
  location: "northeurope",
});
const replication = new SiteRecovery("recovery", {
  vaultId: vault.vaultId,
  sourceRegion: "westeurope",
  targetRegion: "northeurope",
});
const read = getVirtualMachineOutput({
  resourceGroupName,
  vmName: machine.virtualMachineName,
});
const replicated = new ReplicationProtectedItem(
  "web",
  {
    protectionContainerId: replication.sourceContainerId,
    virtualMachineId: machine.virtualMachineId,
    targetProtectionContainerId: replication.targetContainerId,
    policyId: replication.replicationPolicyId,
    settings: {
      recoveryResourceGroupId: group.id,
      disks: [
        {
          diskId: read.apply(({ storageProfile }) => storageProfile?.osDisk?.managedDisk?.id ?? ""),
          stagingStorageAccountId: replication.cacheStorageAccountId,
        },
      ],
    },
  },
  { dependsOn: replication },
);

// One machine, and somebody who looks at it before the rest would go on.
const plan = new RecoveryPlan("web", {
  primaryFabricId: replication.sourceFabricId,
  recoveryFabricId: replication.targetFabricId,
  groups: {
    web: {
      protectedItemIds: [replicated.id],
      after: { look: { instruction: "Open the site and sign in." } },
    },
  },
});

export const recoveryPlanId = plan.recoveryPlanId;
