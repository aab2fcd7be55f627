import { isCancellable, isRunning, snapshotTask } from "../backup-jobs";
import type { BackupPolicy } from "../backup-policy";
import { utcMinute } from "../local-time";
import { sameId } from "../resource-id";
import { type BackupCheck, judged, ok, problem, warning } from "./check";
import type { BackupFacts, ItemFacts, JobFacts } from "./facts";
import { minutes, minutesSince } from "./machine-checks";
import { nameOf, protectingItem } from "./protection-checks";

/** A snapshot that is not taken after so long is delayed: most are within minutes. */
export const snapshotDelayedAfterInMinutes = 60;

/** Jobs under way and done, and what the last one said. */
export function jobChecks(facts: BackupFacts): BackupCheck[] {
  const { jobs, at } = facts;
  const item = "value" in facts.items ? protectingItem(facts.items.value) : undefined;
  const policy = "value" in facts.policy ? facts.policy.value?.policy : undefined;
  return [
    judged("running-jobs", jobs, (all) => runningJobs(all, item, at)),
    judged("snapshot-task", jobs, (all) => snapshots(all, at)),
    judged("job-duration", jobs, (all) => durations(all, item, policy, at)),
    judged("last-error", jobs, (all) => lastError(all, item)),
  ];
}

/** The newest backup job that has ended, if it failed: no backup has succeeded since. */
export function unresolvedFailure({ jobs, items }: BackupFacts): JobFacts | undefined {
  const item = "value" in items ? protectingItem(items.value) : undefined;
  return "value" in jobs ? failureOf(jobs.value, item) : undefined;
}

function failureOf(jobs: readonly JobFacts[], item: ItemFacts | undefined): JobFacts | undefined {
  const [last] = backupsOf(jobs, item).filter(({ status }) => !isRunning(status));
  return last?.status === "Failed" ? last : undefined;
}

/** Backups in the vault that protects the machine; in every vault where none does. */
function backupsOf(jobs: readonly JobFacts[], item: ItemFacts | undefined): JobFacts[] {
  return jobs.filter(
    ({ operation, vaultId }) =>
      operation === "Backup" && (item === undefined || sameId(vaultId, item.vaultId)),
  );
}

function runningJobs(
  jobs: readonly JobFacts[],
  item: ItemFacts | undefined,
  at: Date,
): BackupCheck {
  const id = "running-jobs";
  const running = jobs.filter(({ status }) => isRunning(status));
  // One of another vault first: nobody looks for it where the machine is backed up now.
  const first = running.find(({ vaultId }) => !isOfItem(vaultId, item)) ?? running[0];
  if (first === undefined) {
    return ok(id, "None is under way.");
  }
  const told = running
    .map(
      ({ operation, vaultId, startedAt }) =>
        `A job (${operation}) of ${isOfItem(vaultId, item) ? "the vault " : "another vault, "}${nameOf(vaultId)}${isOfItem(vaultId, item) ? "" : ","} has been under way for ${minutes(minutesSince(startedAt, at) ?? 0)}.`,
    )
    .join(" ");
  return warning(id, `${told} Another backup cannot begin until then.`, endingOf(first));
}

function isOfItem(vaultId: string, item: ItemFacts | undefined): boolean {
  return item === undefined || sameId(vaultId, item.vaultId);
}

/** How the end of a job is reached; only its details tell whether it may still be cancelled. */
function endingOf(job: JobFacts): string {
  if (job.status === "Cancelling") {
    return "Wait until it has ended: it is being cancelled.";
  }
  if (job.operation !== "Backup") {
    return "Wait until it has ended: only a backup can be cancelled.";
  }
  return job.tasks === undefined || isCancellable({ ...job, tasks: job.tasks })
    ? `Wait until it has ended, or cancel it while its snapshot is taken: \`evergreen backup cancel ${nameOf(job.id)}\`.`
    : "Wait until it has ended: its snapshot is taken, so it can no longer be cancelled.";
}

function snapshots(jobs: readonly JobFacts[], at: Date): BackupCheck {
  const id = "snapshot-task";
  const taking = jobs.filter(
    ({ status, tasks }) =>
      isRunning(status) &&
      tasks?.some((task) => task.taskId === snapshotTask && task.status === "InProgress") === true,
  );
  const age = Math.max(0, ...taking.map(({ startedAt }) => minutesSince(startedAt, at) ?? 0));
  if (taking.length === 0) {
    return ok(id, "No snapshot is waited for.");
  }
  return age < snapshotDelayedAfterInMinutes
    ? ok(id, `A snapshot has been under way for ${minutes(age)}.`)
    : problem(
        id,
        `A snapshot has been under way for ${minutes(age)}: it is delayed.`,
        "Cancel the job (`evergreen backup cancel`), see that the guest is not out of memory, disk or time, and run an on-demand backup.",
      );
}

const advice =
  "Back up less often or when the machine is quiet, spread the start times of policies that share storage, leave out disks that need no backup, and use faster disks.";

/** Source of the advice: learn.microsoft.com backup/backup-azure-vms-introduction (backup performance, best practices). */
function durations(
  jobs: readonly JobFacts[],
  item: ItemFacts | undefined,
  policy: BackupPolicy | undefined,
  at: Date,
): BackupCheck {
  const id = "job-duration";
  const longest = Math.max(
    0,
    ...backupsOf(jobs, item)
      .filter(({ status }) => isRunning(status) || status.startsWith("Completed"))
      .map(({ startedAt, endedAt }) => minutesSince(startedAt, endedAt ?? at) ?? 0),
  );
  const interval = policy === undefined ? undefined : intervalInMinutes(policy);
  if (longest === 0 || interval === undefined) {
    return ok(id, "There is nothing to compare yet.");
  }
  const detail = `The longest backup of the last days took ${minutes(longest)}, and one begins every ${minutes(interval)}.`;
  if (longest >= interval) {
    return problem(id, detail, advice);
  }
  return longest > interval * 0.75 ? warning(id, detail, advice) : ok(id, detail);
}

function intervalInMinutes({ frequency, hourly, runDays }: BackupPolicy): number {
  switch (frequency) {
    case "Hourly":
      return (hourly?.intervalInHours ?? 24) * 60;
    case "Daily":
      return 24 * 60;
    case "Weekly":
      return (runDays.length > 1 ? 1 : 7) * 24 * 60;
  }
}

function lastError(jobs: readonly JobFacts[], item: ItemFacts | undefined): BackupCheck {
  const id = "last-error";
  const failed = failureOf(jobs, item);
  if (failed === undefined) {
    const [last] = backupsOf(jobs, item).filter(({ status }) => !isRunning(status));
    return last === undefined
      ? ok(id, "No backup has ended in the last days.")
      : ok(
          id,
          `The last one is ${last.status} since ${utcMinute((last.endedAt ?? last.startedAt).toISOString())}.`,
        );
  }
  const { errorCode, errorMessage, recommendations = [] } = failed;
  return problem(
    id,
    `The backup of ${utcMinute(failed.startedAt.toISOString())} failed with ${errorCode ?? "no code"}${errorMessage === undefined ? "." : `: ${errorMessage}`}`,
    recommendations[0] ?? "Look at the job's details: `evergreen backup jobs show`.",
  );
}
