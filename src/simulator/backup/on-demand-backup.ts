import { protectionOfState } from "../../azure/backup-jobs";
import { mostOnDemandBackupsADay, onDemandRetentionInDays } from "../../azure/backup-limits";
import { asObject, asText, valueAt } from "../json";
import type { Answer, Call, Platform } from "../operation";
import { backupInProgress, notProtected, tooManyBackups } from "./backup-errors";
import { isSoftDeleted, requireItem } from "./backup-paths";
import { inDays, startBackups } from "./backup-run";
import { beginBackupWork } from "./backup-work";
import { runningJob } from "./job-store";

/** Backs a machine up now. The work is done when the job is made; how the backup goes is told by the job. */
export function triggerBackup(call: Call): Answer {
  const item = requireItem(call);
  const state = asText(valueAt(item, "properties.protectionState")) ?? "";
  if (protectionOfState(state) !== "Active" || isSoftDeleted(item)) {
    throw notProtected();
  }
  const sent = asObject(asObject(call.body).properties);
  const expiry = Date.parse(asText(sent.recoveryPointExpiryTimeInUTC) ?? "");
  const keptUntil = Number.isNaN(expiry)
    ? inDays(call.clock.now(), onDemandRetentionInDays)
    : new Date(expiry);
  requireRoomToday(call, item.id);
  return beginBackupWork(call, item.id, "operationsStatus", () => {
    if (runningJob(call, item.id) !== undefined) {
      throw backupInProgress();
    }
    requireRoomToday(call, item.id);
    lastDay(call).set(item.id.toLowerCase(), [
      ...recentTimes(call, item.id),
      call.clock.now().toISOString(),
    ]);
    const [job] = startBackups(call, [{ item, keptUntil }]);
    return { jobId: job?.id };
  });
}

/** When the on-demand backups of the last 24 hours began, by item id without case. */
function lastDay({ estate }: Pick<Platform, "estate">): Map<string, readonly string[]> {
  return estate.notes<readonly string[]>("on-demand backups of the last day");
}

function recentTimes(platform: Platform, itemId: string): readonly string[] {
  const from = inDays(platform.clock.now(), -1).getTime();
  const times = lastDay(platform).get(itemId.toLowerCase()) ?? [];
  return times.filter((time) => Date.parse(time) > from);
}

function requireRoomToday(platform: Platform, itemId: string): void {
  if (recentTimes(platform, itemId).length >= mostOnDemandBackupsADay) {
    throw tooManyBackups();
  }
}

/** Forgets the on-demand backups of an item that is gone. */
export function forgetOnDemand(platform: Pick<Platform, "estate">, itemId: string): void {
  lastDay(platform).delete(itemId.toLowerCase());
}
