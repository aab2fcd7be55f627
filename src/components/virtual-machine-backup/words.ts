/** What becomes of a machine's backups when its component is destroyed. */
export const BackupOnDestroy = {
  /** The machine stays backed up; only the stack forgets it. */
  Retained: "Retained",
  /** Backups stop, and every recovery point is kept. */
  Stopped: "Stopped",
  /** The backups are deleted, and can be brought back for as long as the vault's soft delete says. */
  SoftDeleted: "SoftDeleted",
} as const;
export type BackupOnDestroy = (typeof BackupOnDestroy)[keyof typeof BackupOnDestroy];

/** Whether a machine is backed up. */
export const BackupProtection = {
  Active: "Active",
  /** Backups have stopped, and every recovery point is kept. */
  Stopped: "Stopped",
  /** Backups have stopped, and each recovery point is kept for as long as its policy says; of an immutable vault. */
  Suspended: "Suspended",
} as const;
export type BackupProtection = (typeof BackupProtection)[keyof typeof BackupProtection];
