// A fleet of five virtual machines: kept patched, ready to be replicated to the paired region, and
// updated by an identity that holds only what it needs.

import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import {
  AutomationAccount,
  FeatureRegistration,
  LeastPrivilegeRole,
  LinuxVirtualMachine,
  PatchedBy,
  RecoveryVault,
  rolePresets,
  SiteRecovery,
  WindowsVirtualMachine,
} from "azure-evergreen";
import { makeNetwork } from "./network";

const source = "westeurope";
const target = "northeurope";
const tags = { workload: "fleet" };

const config = new pulumi.Config();
const sshPublicKey = config.require("sshPublicKey");
const adminPassword = config.requireSecret("adminPassword");

// The machines stand in one region; vault and account in the other, which is still there when the
// first one is not.
const fleet = new resources.ResourceGroup("fleet", { location: source, tags });
const recovery = new resources.ResourceGroup("recovery", { location: target, tags });

const network = makeNetwork("source", { resourceGroupName: fleet.name, location: source, tags });
const recoveryNetwork = makeNetwork("target", {
  resourceGroupName: recovery.name,
  location: target,
  tags,
});

const vault = new RecoveryVault("fleet", {
  resourceGroupName: recovery.name,
  location: target,
  tags,
});

const account = new AutomationAccount("fleet", {
  resourceGroupName: recovery.name,
  location: target,
  tags,
});

// Whoever runs the account's runbooks may assess and install patches on the fleet, and no more.
new LeastPrivilegeRole("patch-operator", {
  ...rolePresets.patchOperator(),
  scope: fleet.id,
  principals: { account: { principalId: account.principalId } },
});

// Makes everything that replication needs, in both directions. The account's identity first gets
// the agent updater's role on the vault, then the vault is told to use it.
const replication = new SiteRecovery("fleet", {
  vaultId: vault.vaultId,
  sourceRegion: source,
  targetRegion: target,
  networkMappings: {
    main: { sourceNetworkId: network.id, targetNetworkId: recoveryNetwork.id },
  },
  agentAutoUpdate: { automationAccountId: account.automationAccountId },
  tags,
});

// Disks encrypted on the host: a feature that a subscription registers once.
const encryptionAtHost = new FeatureRegistration("encryption-at-host", {
  providerNamespace: "Microsoft.Compute",
  featureName: "EncryptionAtHost",
});

const machine = {
  resourceGroupName: fleet.name,
  location: source,
  subnetId: network.subnetId,
  adminUsername: "fleet",
  tags,
};

// Azure patches this one, and its twin in another zone at another time.
const web1 = new LinuxVirtualMachine("web-1", {
  ...machine,
  sshPublicKey,
  zone: "1",
  image: "Canonical:ubuntu-24_04-lts:server:latest",
  patchedBy: PatchedBy.Platform,
});
const web2 = new LinuxVirtualMachine("web-2", {
  ...machine,
  sshPublicKey,
  zone: "2",
  image: "Redhat:RHEL:9_4:latest",
  patchedBy: PatchedBy.Platform,
});

// This one waits for a maintenance schedule.
const database = new LinuxVirtualMachine("database", {
  ...machine,
  sshPublicKey,
  image: "Canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2:latest",
  patchedBy: PatchedBy.Schedule,
  dataDisks: { data: { lun: 0, sizeInGigabytes: 128 } },
});

// Patched without reboots.
const directory = new WindowsVirtualMachine("directory", {
  ...machine,
  adminPassword,
  image: "MicrosoftWindowsServer:WindowsServer:2025-datacenter-azure-edition:latest",
  patchedBy: PatchedBy.Platform,
  patchSettings: { hotpatchingEnabled: true },
});

// Left to Windows Update.
const files = new WindowsVirtualMachine("files", {
  ...machine,
  adminPassword,
  image: "MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest",
  patchedBy: PatchedBy.OperatingSystem,
});

export const vaultId = vault.vaultId;
export const scheduleName = replication.scheduleName;
export const encryptionAtHostState = encryptionAtHost.state;
export const privateAddresses = pulumi.all(
  [web1, web2, database, directory, files].map((each) => each.privateIpAddress),
);
