const autoUpdate =
  "Site Recovery API, HealthErrorCategory; learn.microsoft.com site-recovery/azure-to-azure-autoupdate; assumption: the category is the code";

/** Codes of health errors, which stand in answers and refuse nothing, each with the source that says so. */
export const siteRecoveryHealthErrors = {
  "78174":
    "learn.microsoft.com site-recovery/vmware-azure-troubleshoot-replication; assumption: that an Azure machine's agent has the same code",
  "153006":
    "learn.microsoft.com site-recovery/azure-to-azure-troubleshoot-replication; assumption: its level",
  "153007": "learn.microsoft.com site-recovery/azure-to-azure-troubleshoot-replication",
  AgentAutoUpdateArtifactDeleted: autoUpdate,
  AgentAutoUpdateInfra: autoUpdate,
  AgentAutoUpdateRunAsAccount: autoUpdate,
  AgentAutoUpdateRunAsAccountExpired: autoUpdate,
  AgentAutoUpdateRunAsAccountExpiry: autoUpdate,
  VersionExpiry: "Site Recovery API, HealthErrorCategory; assumption: the category is the code",
} as const;

/** A code of a health error. */
export type SiteRecoveryHealthCode = Extract<keyof typeof siteRecoveryHealthErrors, string>;
