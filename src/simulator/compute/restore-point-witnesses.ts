/** Error codes of restore points, each with the source that says so. */
export const restorePointErrors = {
  OperationTimedOut:
    "assumption: learn.microsoft.com backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout says that the deletion of a collection with many points times out and ends after two or three tries, without the code",
} as const;
