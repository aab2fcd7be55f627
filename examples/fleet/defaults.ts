// Two machines, and for each component what it has to be told.

import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import {
  AutomationAccount,
  BackupPolicy,
  LinuxVirtualMachine,
  MaintenanceSchedule,
  PatchedBy,
  PatchGovernance,
  RecoveryPlan,
  RecoveryVault,
  ReplicatedVirtualMachine,
  SiteRecovery,
  VirtualMachineBackup,
} from "azure-evergreen";
import { makeNetwork } from "./network";
import { source, target, type Fleet, type FleetArgs } from "./sizes";

export function makeDefaults({ sshPublicKey }: FleetArgs): Fleet {
  const fleet = new resources.ResourceGroup("fleet", { location: source });
  const recovery = new resources.ResourceGroup("recovery", { location: target });
  const network = makeNetwork("source", { resourceGroupName: fleet.name, location: source });
  const recoveryNetwork = makeNetwork("target", {
    resourceGroupName: recovery.name,
    location: target,
  });

  // Whatever machine is made in the group looks for missing updates once a day.
  new PatchGovernance("fleet", {
    scope: fleet.id,
    location: source,
    assessments: { linux: { operatingSystemType: "Linux" } },
  });

  // Azure patches the first machine off-peak, a schedule the second.
  const machine = {
    resourceGroupName: fleet.name,
    location: source,
    subnetId: network.subnetId,
    image: "Canonical:ubuntu-24_04-lts:server:latest",
    adminUsername: "fleet",
    sshPublicKey,
  };
  const web = new LinuxVirtualMachine("web", machine);
  const database = new LinuxVirtualMachine("database", {
    ...machine,
    patchedBy: PatchedBy.Schedule,
  });
  new MaintenanceSchedule("monthly", {
    resourceGroupName: fleet.name,
    location: source,
    recurEvery: "Month Second Tuesday Offset4",
    virtualMachines: { database: { virtualMachineId: database.virtualMachineId } },
  });

  // Backups are kept in the machines' region. What is backed up when the stack is destroyed stays there, with its vault.
  const backups = new RecoveryVault("backups", { resourceGroupName: fleet.name, location: source });
  const nightly = new BackupPolicy("nightly", { vaultId: backups.vaultId });
  const backedUp = { vaultId: backups.vaultId, policyId: nightly.policyId };
  new VirtualMachineBackup("web", { ...backedUp, virtualMachineId: web.virtualMachineId });
  new VirtualMachineBackup("database", {
    ...backedUp,
    virtualMachineId: database.virtualMachineId,
  });

  const vault = new RecoveryVault("fleet", { resourceGroupName: recovery.name, location: target });

  // The account's identity keeps the agents of replication up to date, and may do nothing else.
  const account = new AutomationAccount("fleet", {
    resourceGroupName: recovery.name,
    location: target,
  });
  const replication = new SiteRecovery("fleet", {
    vaultId: vault.vaultId,
    sourceRegion: source,
    targetRegion: target,
    networkMappings: {
      main: { sourceNetworkId: network.id, targetNetworkId: recoveryNetwork.id },
    },
    agentAutoUpdate: { automationAccountId: account.automationAccountId },
  });
  const replicated = {
    containerMappingId: replication.sourceToTargetMappingId,
    targetContainerId: replication.targetContainerId,
    replicationPolicyId: replication.replicationPolicyId,
    cacheStorageAccountId: replication.cacheStorageAccountId,
    recoveryResourceGroupId: recovery.id,
  };
  const replicatedDatabase = new ReplicatedVirtualMachine("database", {
    ...replicated,
    virtualMachineId: database.virtualMachineId,
  });
  const replicatedWeb = new ReplicatedVirtualMachine("web", {
    ...replicated,
    virtualMachineId: web.virtualMachineId,
  });

  // In a failover the database comes first.
  const plan = new RecoveryPlan("fleet", {
    primaryFabricId: replication.sourceFabricId,
    recoveryFabricId: replication.targetFabricId,
    groups: {
      database: { protectedItemIds: [replicatedDatabase.protectedItemId] },
      web: { protectedItemIds: [replicatedWeb.protectedItemId] },
    },
  });

  return {
    vaultId: vault.vaultId,
    recoveryPlanId: plan.recoveryPlanId,
    machineIds: pulumi.all([web.virtualMachineId, database.virtualMachineId]),
    privateAddresses: pulumi.all([web.privateIpAddress, database.privateIpAddress]),
  };
}
