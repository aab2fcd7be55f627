import { backupChecks, type BackupCheckId } from "../../azure/backup-checks";
import { backupErrorOf, similarBackupErrors } from "../../azure/backup-errors/catalogue";
import { errorFinding, InvalidInputError } from "../../azure/finding";

/** What a code of Azure Backup means, and what to do about it. */
export interface BackupExplanation {
  readonly code: string;
  readonly meaning: string;
  /** The likeliest first. */
  readonly causes: readonly BackupExplanationCause[];
  /** Page of Microsoft's documentation that tells of it. */
  readonly source: string;
}

export interface BackupExplanationCause {
  readonly cause: string;
  /** In this order. */
  readonly steps: readonly string[];
  /** What of it `backup diagnose` finds by itself; empty where only the guest knows. */
  readonly checks: readonly { readonly id: BackupCheckId; readonly title: string }[];
}

/**
 * Explains a code of Azure Backup. Azure is not asked. Throws {@linkcode InvalidInputError} for a code
 * that is not known, with those that are written like it.
 */
export function explainBackupError(code: string): BackupExplanation {
  const error = backupErrorOf(code);
  if (error === undefined) {
    throw new InvalidInputError("The code", [
      errorFinding(
        "EVG-BACKUP-070",
        "code",
        `"${code}" is no code of Azure Backup that is known here.`,
        `Did you mean ${similarBackupErrors(code)}? Codes of Compute stand in the job: \`evergreen backup jobs show JOB\`.`,
      ),
    ]);
  }
  return {
    ...error,
    causes: error.causes.map(({ cause, steps, checks }) => ({
      cause,
      steps,
      checks: checks.map((id) => ({ id, title: backupChecks[id] })),
    })),
  };
}
