import {
  LinuxVirtualMachine,
  PatchedBy,
  RecoveryPlan,
  RecoveryVault,
  ReplicatedVirtualMachine,
  SiteRecovery,
} from "azure-evergreen";
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
const replicated = new ReplicatedVirtualMachine("web", {
  virtualMachineId: machine.virtualMachineId,
  containerMappingId: replication.sourceToTargetMappingId,
  targetContainerId: replication.targetContainerId,
  replicationPolicyId: replication.replicationPolicyId,
  cacheStorageAccountId: replication.cacheStorageAccountId,
  recoveryResourceGroupId: group.id,
});

// One machine, and somebody who looks at it before the rest would go on.
const plan = new RecoveryPlan("web", {
  primaryFabricId: replication.sourceFabricId,
  recoveryFabricId: replication.targetFabricId,
  groups: {
    web: {
      protectedItemIds: [replicated.protectedItemId],
      after: { look: { instruction: "Open the site and sign in." } },
    },
  },
});

export const recoveryPlanId = plan.recoveryPlanId;
