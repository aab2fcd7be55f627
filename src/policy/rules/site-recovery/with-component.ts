/** A program's piece in which `SiteRecovery` does what the rules ask for by itself. */
export const siteRecoverySnippet = `new SiteRecovery("fleet", {
  vaultId:
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/recovery/providers/Microsoft.RecoveryServices/vaults/fleet",
  sourceRegion: "westeurope",
  targetRegion: "northeurope",
})`;

/** The same, with an automation account of one's own. */
export const ownAccountSnippet = `new SiteRecovery("fleet", {
  vaultId:
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/recovery/providers/Microsoft.RecoveryServices/vaults/fleet",
  sourceRegion: "westeurope",
  targetRegion: "northeurope",
  agentAutoUpdate: {
    automationAccountId:
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/recovery/providers/Microsoft.Automation/automationAccounts/updater",
  },
})`;

/** The same, with agents that somebody updates. */
export const manualUpdateSnippet = `new SiteRecovery("fleet", {
  vaultId:
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/recovery/providers/Microsoft.RecoveryServices/vaults/fleet",
  sourceRegion: "westeurope",
  targetRegion: "northeurope",
  agentAutoUpdate: { mode: "Manual" },
})`;

/** Where Azure documents agent auto-update. */
export const autoUpdatePage = "learn.microsoft.com azure/site-recovery/azure-to-azure-autoupdate";

/** A machine that is replicated to the other region. */
export const replicatedMachineSnippet = `new ReplicatedVirtualMachine("web", {
  virtualMachineId:
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.Compute/virtualMachines/web",
  containerMappingId:
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/recovery/providers/Microsoft.RecoveryServices/vaults/fleet/replicationFabrics/source/replicationProtectionContainers/source/replicationProtectionContainerMappings/there",
  targetContainerId:
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/recovery/providers/Microsoft.RecoveryServices/vaults/fleet/replicationFabrics/target/replicationProtectionContainers/target",
  replicationPolicyId:
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/recovery/providers/Microsoft.RecoveryServices/vaults/fleet/replicationPolicies/daily",
  cacheStorageAccountId:
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.Storage/storageAccounts/fleetcache",
  recoveryResourceGroupId:
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/recovery",
})`;

/** The same component as {@linkcode siteRecoverySnippet} between two zones. */
export const betweenZonesSnippet = `new SiteRecovery("fleet", {
  vaultId:
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/recovery/providers/Microsoft.RecoveryServices/vaults/fleet",
  sourceRegion: "westeurope",
  sourceZone: "1",
  targetZone: "2",
})`;

/** A policy with times that agree. */
export const policySnippet = `new SiteRecovery("fleet", {
  vaultId:
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/recovery/providers/Microsoft.RecoveryServices/vaults/fleet",
  sourceRegion: "westeurope",
  targetRegion: "northeurope",
  replicationPolicy: { recoveryPointRetentionInMinutes: 1440, appConsistentFrequencyInMinutes: 240 },
})`;
