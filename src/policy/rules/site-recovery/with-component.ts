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
  agentAutoUpdate: { mode: AgentAutoUpdateMode.Manual },
})`;

/** Where Azure documents agent auto-update. */
export const autoUpdatePage = "learn.microsoft.com azure/site-recovery/azure-to-azure-autoupdate";
