/** What Site Recovery does by itself, each with the source that says so. */
export const siteRecoveryStateChanges = {
  "a machine whose initial replication is done is protected":
    "learn.microsoft.com site-recovery/azure-to-azure-how-to-enable-replication",
  "agent auto-update runs once a day at midnight of the geography":
    "learn.microsoft.com site-recovery/azure-to-azure-autoupdate",
} as const;
