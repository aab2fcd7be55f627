import type { BackupProtection } from "./backup-destruction";

/*
 * Jobs and items of Azure Backup as they are read. Source: Microsoft's specification of
 * recoveryservicesbackup (JobStatus, ProtectionState, AzureIaaSVMJob) and
 * learn.microsoft.com backup/backup-azure-manage-vms (a backup is cancelled while its snapshot is taken).
 */

export const backupJobStatuses = [
  "InProgress",
  "Completed",
  "Failed",
  "CompletedWithWarnings",
  "Cancelled",
  "Cancelling",
] as const;

export type BackupJobStatus = (typeof backupJobStatuses)[number];

export const protectionStates = [
  "IRPending",
  "Protected",
  "ProtectionError",
  "ProtectionStopped",
  "ProtectionPaused",
  "BackupsSuspended",
  "Invalid",
] as const;

export type ProtectionState = (typeof protectionStates)[number];

/** Whether an item's machine is backed up, or its backups are only kept. */
export function protectionOfState(protectionState: string): BackupProtection {
  switch (protectionState) {
    case "ProtectionStopped":
    case "ProtectionPaused":
      return "Stopped";
    case "BackupsSuspended":
      return "Suspended";
    default:
      return "Active";
  }
}

/** Whether a vault backs a machine up by an item: one that is stopped or deleted only keeps its backups. */
export function isActivelyBackedUp(item: {
  readonly protectionState: string;
  readonly isSoftDeleted: boolean;
}): boolean {
  return !item.isSoftDeleted && protectionOfState(item.protectionState) === "Active";
}

/** The two tasks of a backup, in their order. */
export const snapshotTask = "Take Snapshot";
export const transferTask = "Transfer data to vault";

/** The task of a restore. Source: learn.microsoft.com backup/backup-azure-sql-vm-rest-api (restore). */
export const transferFromVaultTask = "Transfer data from vault";

/** The time that stands for a machine that was never backed up. */
export const neverBackedUp = "2001-01-01T00:00:00Z";

/** Whether a last backup time says that there was none. */
export function wasBackedUp(lastBackupTime: string | undefined): boolean {
  return lastBackupTime !== undefined && Date.parse(lastBackupTime) > Date.parse(neverBackedUp);
}

/** Whether a job has not ended. */
export function isRunning(status: string): boolean {
  return status === "InProgress" || status === "Cancelling";
}

/** Whether a backup job can be cancelled: only while its snapshot is taken. */
export function isCancellable(job: {
  readonly operation: string;
  readonly status: string;
  readonly tasks: readonly { readonly taskId: string; readonly status: string }[];
}): boolean {
  return (
    job.operation === "Backup" &&
    job.status === "InProgress" &&
    job.tasks.some(({ taskId, status }) => taskId === snapshotTask && status === "InProgress")
  );
}
