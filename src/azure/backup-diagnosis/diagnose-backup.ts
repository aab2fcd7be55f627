import { type BackupCheckId, backupChecks } from "../backup-checks";
import type { BackupCheck } from "./check";
import { diskChecks } from "./disk-checks";
import { extensionChecks } from "./extension-checks";
import type { BackupFacts } from "./facts";
import { jobChecks, unresolvedFailure } from "./job-checks";
import { machineChecks } from "./machine-checks";
import { networkChecks } from "./network-checks";
import { pointChecks } from "./point-checks";
import { protectionChecks } from "./protection-checks";
import { type BackupVerdict, verdictOf } from "./verdict";

export interface BackupFindings {
  /** One for each id of `backupChecks`, in their order. */
  readonly checks: readonly BackupCheck[];
  readonly verdict: BackupVerdict;
}

/**
 * Judges what is known of one machine's backups.
 *
 * Source: learn.microsoft.com backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout and
 * backup/backup-azure-vms-troubleshoot.
 */
export function diagnoseBackup(facts: BackupFacts): BackupFindings {
  const failure = unresolvedFailure(facts);
  const made = [
    ...protectionChecks(facts),
    ...jobChecks(facts),
    ...machineChecks(facts),
    ...extensionChecks(facts),
    ...networkChecks(facts, failure?.errorCode),
    ...diskChecks(facts),
    ...pointChecks(facts),
  ];
  const checks = (Object.keys(backupChecks) as BackupCheckId[]).flatMap((id) =>
    made.filter((check) => check.id === id),
  );
  const operatingSystem =
    "value" in facts.machine ? facts.machine.value.operatingSystem : undefined;
  return { checks, verdict: verdictOf(checks, failure, operatingSystem) };
}
