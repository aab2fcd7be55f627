// The resources of `with-components.ts`, written by hand on azure-native's service imports.

import * as authorization from "@pulumi/azure-native/authorization";
import * as automation from "@pulumi/azure-native/automation";
import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const resourceGroupName = config.require("resourceGroup");
const location = "westeurope";
const subnetId = config.require("subnetId");

const account = new automation.AutomationAccount("fleet", {
  resourceGroupName,
  location,
  identity: { type: automation.ResourceIdentityType.SystemAssigned },
  sku: { name: automation.SkuNameEnum.Basic },
  disableLocalAuth: true,
  publicNetworkAccess: false,
});
const vault = new recoveryservices.Vault("fleet", {
  resourceGroupName,
  location: "northeurope",
  identity: { type: recoveryservices.ResourceIdentityType.SystemAssigned },
  sku: { name: recoveryservices.SkuName.RS0, tier: "Standard" },
  properties: {
    publicNetworkAccess: recoveryservices.PublicNetworkAccess.Enabled,
    redundancySettings: { standardTierStorageRedundancy: "GeoRedundant" },
    securitySettings: {
      softDeleteSettings: { softDeleteState: "Enabled", softDeleteRetentionPeriodInDays: 14 },
      immutabilitySettings: { state: "Unlocked" },
    },
  },
});

const role = new authorization.RoleDefinition("agent-updater", {
  roleName: "Agent updater",
  scope: vault.id,
  assignableScopes: [vault.id],
  permissions: [
    {
      actions: ["Microsoft.RecoveryServices/vaults/*"],
      notActions: ["Microsoft.RecoveryServices/vaults/delete"],
    },
  ],
});
new authorization.RoleAssignment("agent-updater", {
  scope: vault.id,
  roleDefinitionId: role.id,
  principalId: account.identity.apply((identity) => identity?.principalId ?? ""),
  principalType: authorization.PrincipalType.ServicePrincipal,
});

function makeNetworkInterface(name: string): network.NetworkInterface {
  return new network.NetworkInterface(name, {
    resourceGroupName,
    location,
    ipConfigurations: [{ name: "primary", subnet: { id: subnetId } }],
  });
}

const linux = new compute.VirtualMachine("linux", {
  resourceGroupName,
  location,
  hardwareProfile: { vmSize: "Standard_D2s_v5" },
  storageProfile: {
    imageReference: {
      publisher: "Canonical",
      offer: "ubuntu-24_04-lts",
      sku: "server",
      version: "latest",
    },
    osDisk: { createOption: compute.DiskCreateOptionTypes.FromImage },
  },
  osProfile: {
    computerName: "linux",
    adminUsername: "fleet",
    linuxConfiguration: {
      disablePasswordAuthentication: true,
      provisionVMAgent: true,
      patchSettings: {
        patchMode: compute.LinuxVMGuestPatchMode.AutomaticByPlatform,
        assessmentMode: compute.LinuxPatchAssessmentMode.AutomaticByPlatform,
      },
      ssh: {
        publicKeys: [
          { path: "/home/fleet/.ssh/authorized_keys", keyData: config.require("sshPublicKey") },
        ],
      },
    },
  },
  networkProfile: { networkInterfaces: [{ id: makeNetworkInterface("linux").id }] },
});

const windows = new compute.VirtualMachine("windows", {
  resourceGroupName,
  location,
  hardwareProfile: { vmSize: "Standard_D2s_v5" },
  storageProfile: {
    imageReference: {
      publisher: "MicrosoftWindowsServer",
      offer: "WindowsServer",
      sku: "2022-datacenter-g2",
      version: "latest",
    },
    osDisk: { createOption: compute.DiskCreateOptionTypes.FromImage },
  },
  osProfile: {
    computerName: "windows",
    adminUsername: "fleet",
    adminPassword: config.requireSecret("adminPassword"),
    windowsConfiguration: {
      enableAutomaticUpdates: true,
      provisionVMAgent: true,
      patchSettings: { patchMode: compute.WindowsVMGuestPatchMode.AutomaticByOS },
    },
  },
  networkProfile: { networkInterfaces: [{ id: makeNetworkInterface("windows").id }] },
});

export const machines = [linux.id, windows.id];
