// A protected fleet on the components; `by-hand.ts` makes the same resources on azure-native.

import * as pulumi from "@pulumi/pulumi";
import {
  AutomationAccount,
  LeastPrivilegeRole,
  LinuxVirtualMachine,
  PatchedBy,
  RecoveryVault,
  rolePresets,
  WindowsVirtualMachine,
} from "azure-evergreen";

const config = new pulumi.Config();
const resourceGroupName = config.require("resourceGroup");
const location = "westeurope";
const subnetId = config.require("subnetId");

const account = new AutomationAccount("fleet", { resourceGroupName, location });
const vault = new RecoveryVault("fleet", { resourceGroupName, location: "northeurope" });

new LeastPrivilegeRole("agent-updater", {
  ...rolePresets.agentUpdater(),
  scope: vault.vaultId,
  principals: { account: { principalId: account.principalId } },
});

const linux = new LinuxVirtualMachine("linux", {
  resourceGroupName,
  location,
  subnetId,
  image: "Canonical:ubuntu-24_04-lts:server:latest",
  adminUsername: "fleet",
  sshPublicKey: config.require("sshPublicKey"),
  patchedBy: PatchedBy.Platform,
});

const windows = new WindowsVirtualMachine("windows", {
  resourceGroupName,
  location,
  subnetId,
  image: "MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest",
  adminUsername: "fleet",
  adminPassword: config.requireSecret("adminPassword"),
  patchedBy: PatchedBy.OperatingSystem,
});

export const machines = [linux.virtualMachineId, windows.virtualMachineId];
