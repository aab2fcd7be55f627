import { snapshotTask, transferTask } from "../../azure/backup-jobs";
import type { Platform } from "../operation";
import { vaultType } from "../site-recovery/vault-entities";
import { awaitSnapshots, awaitTransfers } from "./backup-run";
import { resumeCleanUp, secondsUntil } from "./clean-up";
import { resumePurges } from "./item-deletion";
import { forgetUnfinishedChanges } from "./item-operations";
import { type BackupJob, jobsOf, saveJob } from "./job-store";
import { awaitRestore } from "./restore-run";
import { resumeSchedules } from "./scheduled-backups";

/** Begins what Azure Backup does by itself, again from what an estate remembers; on a fresh one that is nothing. */
export function resumeBackup(platform: Platform): void {
  forgetUnfinishedChanges(platform);
  resumeJobs(platform);
  resumeSchedules(platform);
  resumeCleanUp(platform);
  resumePurges(platform);
}

function resumeJobs(platform: Platform): void {
  const { backupSnapshotInSeconds, backupTransferInSeconds } = platform.assumptions;
  const batches = new Map<string, BackupJob[]>();
  for (const vault of platform.estate.ofType(vaultType)) {
    for (const job of jobsOf(platform, vault.id).values()) {
      if (job.status === "Cancelling") {
        saveJob(platform, { ...job, status: "Cancelled", endTime: job.taskStartTime });
      } else if (job.status === "InProgress" && job.restore !== undefined) {
        awaitRestore(platform, job);
      } else if (job.status === "InProgress") {
        const task = job.tasks.find(({ status }) => status === "InProgress")?.taskId ?? "";
        const key = `${task}|${job.taskStartTime}`;
        batches.set(key, [...(batches.get(key) ?? []), job]);
      }
    }
  }
  for (const [key, jobs] of batches) {
    const [task = "", begun = ""] = key.split("|");
    const until = (seconds: number): number =>
      secondsUntil(platform, Date.parse(begun) + seconds * 1000);
    if (task === snapshotTask) {
      awaitSnapshots(platform, jobs, until(backupSnapshotInSeconds));
    } else if (task === transferTask) {
      awaitTransfers(platform, jobs, until(backupTransferInSeconds));
    }
  }
}
