// Five machines, each patched in another way, and what the components can do for them.

import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import {
  AutomationAccount,
  BackupOnDestroy,
  BackupPolicy,
  FeatureRegistration,
  LeastPrivilegeRole,
  LinuxVirtualMachine,
  MaintenanceSchedule,
  PatchedBy,
  PatchGovernance,
  RecoveryPlan,
  RecoveryVault,
  ReplicatedVirtualMachine,
  rolePresets,
  SiteRecovery,
  VaultImmutability,
  VaultProtectedItemsOnDestroy,
  VirtualMachineBackup,
  WindowsVirtualMachine,
} from "azure-evergreen";
import { VaultAgentAutoUpdate } from "azure-evergreen/resources";
import { makeNetwork } from "./network";
import { source, target, type Fleet, type FleetArgs } from "./sizes";

const tags = { workload: "fleet" };

export function makeMax({ sshPublicKey, adminPassword }: FleetArgs): Fleet {
  const fleet = new resources.ResourceGroup("fleet", { location: source, tags });
  const recovery = new resources.ResourceGroup("recovery", { location: target, tags });
  const network = makeNetwork("source", { resourceGroupName: fleet.name, location: source, tags });
  const recoveryNetwork = makeNetwork("target", {
    resourceGroupName: recovery.name,
    location: target,
    tags,
  });

  // Disks encrypted on the host: a feature that a subscription registers once.
  const encryptionAtHost = new FeatureRegistration("encryption-at-host", {
    providerNamespace: "Microsoft.Compute",
    featureName: "EncryptionAtHost",
  });

  // Machines of the group look for missing updates once a day, also those that are made elsewhere.
  new PatchGovernance("fleet", {
    scope: fleet.id,
    location: source,
    assessments: {
      windows: { operatingSystemType: "Windows" },
      linux: { operatingSystemType: "Linux" },
    },
    audits: { hotpatching: { policy: "Hotpatching" } },
  });

  const place = {
    resourceGroupName: fleet.name,
    location: source,
    subnetId: network.subnetId,
    adminUsername: "fleet",
    tags,
  };

  // Azure patches this one, and its twin in another zone at another time.
  const web1 = new LinuxVirtualMachine(
    "web-1",
    {
      ...place,
      sshPublicKey,
      zone: "1",
      image: "Canonical:ubuntu-24_04-lts:server:latest",
      patchedBy: PatchedBy.Platform,
      security: { encryptionAtHostEnabled: true },
    },
    { dependsOn: encryptionAtHost },
  );
  const web2 = new LinuxVirtualMachine("web-2", {
    ...place,
    sshPublicKey,
    zone: "2",
    image: "Redhat:RHEL:9_4:latest",
    patchedBy: PatchedBy.Platform,
  });

  // This one waits for the maintenance schedule.
  const database = new LinuxVirtualMachine("database", {
    ...place,
    sshPublicKey,
    image: "Canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2:latest",
    patchedBy: PatchedBy.Schedule,
    dataDisks: { data: { lun: 0, sizeInGigabytes: 128 } },
  });

  // Patched without reboots.
  const directory = new WindowsVirtualMachine("directory", {
    ...place,
    adminPassword,
    image: "MicrosoftWindowsServer:WindowsServer:2025-datacenter-azure-edition:latest",
    patchedBy: PatchedBy.Platform,
    patchSettings: { hotpatchingEnabled: true },
  });

  // Left to Windows Update.
  const files = new WindowsVirtualMachine("files", {
    ...place,
    adminPassword,
    image: "MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest",
    patchedBy: PatchedBy.OperatingSystem,
  });

  // A few days after Patch Tuesday, at night, without the kernel.
  new MaintenanceSchedule("monthly", {
    resourceGroupName: fleet.name,
    location: source,
    recurEvery: "Month Second Tuesday Offset4",
    timeZone: "W. Europe Standard Time",
    duration: "03:30",
    linux: {
      classificationsToInclude: ["Critical", "Security"],
      packageNameMasksToExclude: ["linux-image*"],
    },
    virtualMachines: { database: { virtualMachineId: database.virtualMachineId } },
    tags,
  });

  const logs = new storage.StorageAccount("logs", {
    resourceGroupName: recovery.name,
    location: target,
    kind: storage.Kind.StorageV2,
    sku: { name: storage.SkuName.Standard_LRS },
    allowBlobPublicAccess: false,
    minimumTlsVersion: storage.MinimumTlsVersion.TLS1_2,
    tags,
  });
  const diagnosticSettings = { logs: { storageAccountId: logs.id } };

  const vault = new RecoveryVault("fleet", {
    resourceGroupName: recovery.name,
    location: target,
    alerts: { siteRecoveryMail: { ownersToldEnabled: true } },
    diagnosticSettings,
    tags,
  });

  // Backups are kept in the machines' region. They go when the stack goes, and can be brought back for two weeks.
  const backups = new RecoveryVault("backups", {
    resourceGroupName: fleet.name,
    location: source,
    immutability: VaultImmutability.Disabled,
    protectedItemsOnDestroy: VaultProtectedItemsOnDestroy.SoftDeleted,
    tags,
  });
  const fourHourly = BackupPolicy.enhanced("four-hourly", {
    vaultId: backups.vaultId,
    hourly: { intervalInHours: 4, windowInHours: 24 },
    instantRestoreRetentionInDays: 2,
    monthlyRetentionInMonths: 24,
    archiveAfterMonths: 6,
  });
  const weekly = BackupPolicy.standard("weekly", {
    vaultId: backups.vaultId,
    weekly: { days: ["Saturday"] },
  });
  new VirtualMachineBackup("database", {
    vaultId: backups.vaultId,
    policyId: fourHourly.policyId,
    virtualMachineId: database.virtualMachineId,
    onDestroy: BackupOnDestroy.SoftDeleted,
  });
  for (const [name, { virtualMachineId }] of Object.entries({ "web-2": web2, directory, files })) {
    new VirtualMachineBackup(name, {
      vaultId: backups.vaultId,
      policyId: fourHourly.policyId,
      virtualMachineId,
      onDestroy: BackupOnDestroy.SoftDeleted,
    });
  }
  // The site's data is elsewhere: of this machine the system's disk is enough.
  new VirtualMachineBackup("web-1", {
    vaultId: backups.vaultId,
    policyId: weekly.policyId,
    virtualMachineId: web1.virtualMachineId,
    includedDiskLuns: [],
    onDestroy: BackupOnDestroy.SoftDeleted,
  });

  const account = new AutomationAccount("fleet", {
    resourceGroupName: recovery.name,
    location: target,
    runbooks: {
      "open-site": { runbookType: "PowerShell", content: 'Write-Output "The site is open."' },
    },
    variables: { owner: { text: "platform team" } },
    diagnosticSettings,
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
    replicationPolicy: {
      recoveryPointRetentionInMinutes: 4320,
      appConsistentFrequencyInMinutes: 60,
    },
    agentAutoUpdate: { automationAccountId: account.automationAccountId },
    tags,
  });

  // Machines that somebody replicates in the portal meanwhile: the next deployment finds what was made for them.
  new VaultAgentAutoUpdate("fleet", {
    vaultId: vault.vaultId,
    agentAutoUpdate: { status: "Enabled", automationAccountId: replication.automationAccountId },
  });

  const replicated = {
    containerMappingId: replication.sourceToTargetMappingId,
    targetContainerId: replication.targetContainerId,
    replicationPolicyId: replication.replicationPolicyId,
    cacheStorageAccountId: replication.cacheStorageAccountId,
    recoveryResourceGroupId: recovery.id,
    recoveryNetworkId: recoveryNetwork.id,
    testNetworkId: recoveryNetwork.id,
  };
  const replicatedWeb1 = new ReplicatedVirtualMachine("web-1", {
    ...replicated,
    virtualMachineId: web1.virtualMachineId,
    placement: { availabilityZone: "1" },
  });
  const replicatedDatabase = new ReplicatedVirtualMachine("database", {
    ...replicated,
    virtualMachineId: database.virtualMachineId,
    recoveryVmSize: "Standard_D4s_v5",
  });

  // The database first; then the site, which a runbook opens and somebody looks at.
  const plan = new RecoveryPlan("fleet", {
    primaryFabricId: replication.sourceFabricId,
    recoveryFabricId: replication.targetFabricId,
    groups: {
      database: { protectedItemIds: [replicatedDatabase.protectedItemId] },
      web: {
        protectedItemIds: [replicatedWeb1.protectedItemId],
        after: {
          open: {
            runbookId: pulumi.interpolate`${account.automationAccountId}/runbooks/open-site`,
          },
          look: { instruction: "Open the site and sign in." },
        },
      },
    },
  });

  const machines = [web1, web2, database, directory, files];
  return {
    vaultId: vault.vaultId,
    recoveryPlanId: plan.recoveryPlanId,
    machineIds: pulumi.all(machines.map(({ virtualMachineId }) => virtualMachineId)),
    privateAddresses: pulumi.all(machines.map(({ privateIpAddress }) => privateIpAddress)),
  };
}
