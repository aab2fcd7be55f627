// One of each component. With `changed` set, every one that can be changed in place is.

import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import {
  AutomationAccount,
  FeatureRegistration,
  LeastPrivilegeRole,
  LinuxVirtualMachine,
  MaintenanceSchedule,
  RecoveryVault,
  rolePresets,
  SiteRecovery,
  WindowsVirtualMachine,
} from "azure-evergreen";

const changed = new pulumi.Config().getBoolean("changed") ?? false;
const tags = { stage: changed ? "second" : "first" };
const location = "westeurope";

const group = new resources.ResourceGroup("machines", { location });
const recovery = new resources.ResourceGroup("recovery", { location: "northeurope" });
const virtualNetwork = new network.VirtualNetwork("machines", {
  resourceGroupName: group.name,
  location,
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
});
const subnet = new network.Subnet("machines", {
  resourceGroupName: group.name,
  virtualNetworkName: virtualNetwork.name,
  addressPrefix: "10.0.0.0/24",
});

const vault = new RecoveryVault("vault", {
  resourceGroupName: recovery.name,
  location: "northeurope",
  tags,
});
const account = new AutomationAccount("account", {
  resourceGroupName: recovery.name,
  location: "northeurope",
  roleAssignments: { machines: { role: "Reader", scope: group.id } },
  tags,
});
new LeastPrivilegeRole("patch-operator", {
  ...rolePresets.patchOperator(),
  description: changed ? "Assesses and installs." : "Installs and assesses.",
  scope: group.id,
  principals: { account: { principalId: account.principalId } },
});
const replication = new SiteRecovery("replication", {
  vaultId: vault.vaultId,
  sourceRegion: location,
  targetRegion: "northeurope",
  replicationPolicy: { recoveryPointRetentionInMinutes: changed ? 2880 : 1440 },
  agentAutoUpdate: { automationAccountId: account.automationAccountId },
  tags,
});
new FeatureRegistration("feature", {
  providerNamespace: "Microsoft.Compute",
  featureName: "EncryptionAtHost",
});

const machine = {
  resourceGroupName: group.name,
  location,
  subnetId: subnet.id,
  adminUsername: "fleet",
  systemAssignedIdentityEnabled: true,
  tags,
};
const linux = new LinuxVirtualMachine("linux", {
  ...machine,
  image: "Redhat:RHEL:9_4:latest",
  sshPublicKey:
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFYpl5vyrtdMOJQLp0SD4z7VL6kx1tsI+1Ep5oTSjgfe fleet",
});
new WindowsVirtualMachine("windows", {
  ...machine,
  image: "MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest",
  adminPassword: new pulumi.Config().requireSecret("adminPassword"),
});
new MaintenanceSchedule("schedule", {
  resourceGroupName: group.name,
  location,
  recurEvery: "Week Saturday",
  dynamicScopes: { group: { resourceGroupName: group.name, tags: { patching: ["weekly"] } } },
  tags,
});

export const mappingId = replication.sourceToTargetMappingId;
export const linuxPrincipalId = linux.principalId;
