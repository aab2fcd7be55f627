import { onDemandRetentionInDays } from "../../azure/backup-limits";
import { asObject, asText, valueAt } from "../json";
import type { Answer, Call } from "../operation";
import { backupInProgress, notProtected } from "./backup-errors";
import { isSoftDeleted, requireItem } from "./backup-paths";
import { inDays, startBackups } from "./backup-run";
import { beginBackupWork } from "./backup-work";
import { runningJob } from "./job-store";

/** Backs a machine up now. The work is done when the job is made; how the backup goes is told by the job. */
export function triggerBackup(call: Call): Answer {
  const item = requireItem(call);
  const state = asText(valueAt(item, "properties.protectionState"));
  if (state === "ProtectionStopped" || isSoftDeleted(item)) {
    throw notProtected();
  }
  const sent = asObject(asObject(call.body).properties);
  const expiry = Date.parse(asText(sent.recoveryPointExpiryTimeInUTC) ?? "");
  const keptUntil = Number.isNaN(expiry)
    ? inDays(call.clock.now(), onDemandRetentionInDays)
    : new Date(expiry);
  return beginBackupWork(call, item.id, "operationsStatus", () => {
    if (runningJob(call, item.id) !== undefined) {
      throw backupInProgress();
    }
    const [job] = startBackups(call, [{ item, keptUntil }]);
    return { jobId: job?.id };
  });
}
