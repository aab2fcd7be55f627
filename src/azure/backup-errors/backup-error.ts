import type { BackupCheckId } from "../backup-checks";
import type { OperatingSystem } from "../guest-patching";

/** A reason for which Azure Backup answers a code, and what to do about it. */
export interface BackupErrorCause {
  /** One sentence. */
  readonly cause: string;
  /** What to do, in this order; sentences. */
  readonly steps: readonly string[];
  /** Checks of `backup diagnose` that see this cause from outside; empty where only the guest knows. */
  readonly checks: readonly BackupCheckId[];
  /** Left out where it can be on both. */
  readonly operatingSystem?: OperatingSystem;
}

/** What a code of Azure Backup means. */
export interface BackupError {
  /** As Azure writes it. */
  readonly code: string;
  /** What happened, one sentence. */
  readonly meaning: string;
  /** The likeliest first. */
  readonly causes: readonly BackupErrorCause[];
  /** Page that tells of it. */
  readonly source: string;
}

/** Pages of Microsoft's documentation that the codes are from. */
export const agentPage =
  "learn.microsoft.com backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout";
export const machinePage = "learn.microsoft.com backup/backup-azure-vms-troubleshoot";
