// Twins in two zones, replicated to another region in which backups can be restored too; nothing of it is deleted by mistake.

import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import {
  AutomationAccount,
  BackupPolicy,
  LinuxVirtualMachine,
  MaintenanceSchedule,
  PatchedBy,
  RecoveryPlan,
  RecoveryVault,
  ReplicatedVirtualMachine,
  SecurityType,
  SiteRecovery,
  VirtualMachineBackup,
} from "azure-evergreen";
import { makeNetwork } from "./network";
import { source, target, type Fleet, type FleetArgs } from "./sizes";

const tags = { workload: "fleet", availability: "zones" };

export function makeResilient({ sshPublicKey }: FleetArgs): Fleet {
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
    deletionLock: { notes: "The fleet's recovery depends on this vault." },
    tags,
  });
  // What is backed up in the machines' region can be restored in the other one too.
  const backups = new RecoveryVault("backups", {
    resourceGroupName: fleet.name,
    location: source,
    crossRegionRestoreEnabled: true,
    softDeleteRetentionInDays: 30,
    deletionLock: {},
    tags,
  });
  const fourHourly = BackupPolicy.enhanced("four-hourly", {
    vaultId: backups.vaultId,
    hourly: { intervalInHours: 4, windowInHours: 24 },
    instantRestoreRetentionInDays: 2,
    monthlyRetentionInMonths: 12,
  });
  const account = new AutomationAccount("fleet", {
    resourceGroupName: recovery.name,
    location: target,
    tags,
  });
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

  // Twins share recovery points, and are patched in two nights.
  const twins = ["1", "2"].map((zone) => {
    const name = `web-${zone}`;
    const { virtualMachineId, privateIpAddress } = new LinuxVirtualMachine(name, {
      resourceGroupName: fleet.name,
      location: source,
      subnetId: network.subnetId,
      zone,
      image: "Canonical:ubuntu-24_04-lts:server:latest",
      adminUsername: "fleet",
      sshPublicKey,
      security: { type: SecurityType.TrustedLaunch },
      patchedBy: PatchedBy.Schedule,
      deletionLock: {},
      tags,
    });
    new MaintenanceSchedule(name, {
      resourceGroupName: fleet.name,
      location: source,
      recurEvery: `Month Second Tuesday Offset${zone === "1" ? 3 : 4}`,
      virtualMachines: { twin: { virtualMachineId } },
      tags,
    });
    new VirtualMachineBackup(name, {
      vaultId: backups.vaultId,
      policyId: fourHourly.policyId,
      virtualMachineId,
    });
    const { protectedItemId } = new ReplicatedVirtualMachine(name, {
      virtualMachineId,
      containerMappingId: replication.sourceToTargetMappingId,
      targetContainerId: replication.targetContainerId,
      replicationPolicyId: replication.replicationPolicyId,
      cacheStorageAccountId: replication.cacheStorageAccountId,
      recoveryResourceGroupId: recovery.id,
      placement: { availabilityZone: zone },
      multiVmGroupName: "web",
    });
    return { virtualMachineId, privateIpAddress, protectedItemId };
  });

  const plan = new RecoveryPlan("fleet", {
    primaryFabricId: replication.sourceFabricId,
    recoveryFabricId: replication.targetFabricId,
    groups: {
      web: {
        protectedItemIds: twins.map(({ protectedItemId }) => protectedItemId),
        after: { look: { instruction: "Open the site and sign in." } },
      },
    },
  });

  return {
    vaultId: vault.vaultId,
    recoveryPlanId: plan.recoveryPlanId,
    machineIds: pulumi.all(twins.map(({ virtualMachineId }) => virtualMachineId)),
    privateAddresses: pulumi.all(twins.map(({ privateIpAddress }) => privateIpAddress)),
  };
}
