import {
  LinuxVirtualMachine,
  PatchedBy,
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

// All of the machine's disks, through what SiteRecovery has made.
const replicated = new ReplicatedVirtualMachine("web", {
  virtualMachineId: machine.virtualMachineId,
  containerMappingId: replication.sourceToTargetMappingId,
  targetContainerId: replication.targetContainerId,
  replicationPolicyId: replication.replicationPolicyId,
  cacheStorageAccountId: replication.cacheStorageAccountId,
  recoveryResourceGroupId: group.id,
});

export const { protectedItemId, protectionState } = replicated;
