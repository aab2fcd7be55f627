import {
  BackupPolicy,
  LinuxVirtualMachine,
  RecoveryVault,
  VaultImmutability,
  VaultProtectedItemsOnDestroy,
  VirtualMachineBackup,
} from "azure-evergreen";
import * as pulumi from "@pulumi/pulumi";
import { place } from "./place";

const { resourceGroupName, subnetId } = place("machines");
const machine = new LinuxVirtualMachine("web", {
  resourceGroupName,
  subnetId,
  image: "Canonical:ubuntu-24_04-lts:server:latest",
  adminUsername: "fleet",
  sshPublicKey: new pulumi.Config().require("sshPublicKey"),
});
// An example is destroyed again: its backups then wait in the deleted vault for two weeks.
const vault = new RecoveryVault("backups", {
  resourceGroupName,
  immutability: VaultImmutability.Disabled,
  protectedItemsOnDestroy: VaultProtectedItemsOnDestroy.SoftDeleted,
});
const policy = new BackupPolicy("weekly", { vaultId: vault.vaultId, weekly: {} });

const backup = new VirtualMachineBackup("web", {
  virtualMachineId: machine.virtualMachineId,
  vaultId: vault.vaultId,
  policyId: policy.policyId,
});

export const { protectedItemId, protectionState } = backup;
