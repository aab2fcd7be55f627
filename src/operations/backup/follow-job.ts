import { armUrl, backupApiVersion } from "../../arm/api";
import { azureObject } from "../../arm/azure-object";
import { isRunning } from "../../azure/backup-jobs";
import type { ChangeEnd } from "../run/change-each";
import { watch } from "../run/long-running";
import type { Run } from "../run/run";
import { type BackupJob, backupJobOf } from "./jobs";

/** A backup takes minutes to hours: its job is asked for so often, in milliseconds. */
const pauseInMilliseconds = 60_000;

/** Follows a backup job to its end, and tells how the backup went. */
export async function followJob(
  run: Run,
  jobId: string,
  shownAs: { readonly id: string; readonly name: string },
): Promise<ChangeEnd> {
  const end = await watchJob(run, jobId, shownAs);
  return "job" in end ? backupEnd(end.job) : end;
}

/** Follows a job until it runs no more. */
export async function watchJob(
  run: Run,
  jobId: string,
  shownAs: { readonly id: string; readonly name: string },
): Promise<
  { readonly job: BackupJob } | { readonly state: "timedOut" | "underWay"; readonly reason: string }
> {
  let shown: string | undefined;
  const end = await watch(
    run,
    armUrl(jobId, backupApiVersion),
    (answer) => {
      const job = backupJobOf(azureObject(answer));
      if (!isRunning(job.status)) {
        return job;
      }
      const task = job.tasks.find(({ status }) => status === "InProgress")?.taskId;
      const now = job.status === "Cancelling" ? "Cancelling" : (task ?? job.operation);
      if (now !== shown) {
        shown = now;
        run.step(shownAs, "running", `${now} (job ${job.name})`);
      }
      return undefined;
    },
    pauseInMilliseconds,
  );
  return end.state === "seen"
    ? { job: end.seen }
    : { ...end, reason: `Job ${nameOf(jobId)}: ${end.reason}` };
}

/** How a backup went, out of its job. */
function backupEnd(job: BackupJob): ChangeEnd {
  switch (job.status) {
    case "Completed":
      return { state: "succeeded", detail: `Backed up by job ${job.name}.` };
    case "CompletedWithWarnings":
      return {
        state: "succeeded",
        detail: `Backed up by job ${job.name}, with warnings: ${describeErrors(job)}`,
      };
    case "Cancelled":
      return { state: "failed", detail: `Job ${job.name} was cancelled.` };
    default:
      return {
        state: "failed",
        detail: `Job ${job.name} ended ${job.status}: ${describeErrors(job)}`,
      };
  }
}

/** Code, text and recommendations of a job's errors, on one line. */
export function describeErrors({ errors }: Pick<BackupJob, "errors">): string {
  return errors.length === 0
    ? "Azure tells no reason."
    : errors
        .map(({ code, message, recommendations }) =>
          [`${code}:`, message, ...recommendations].join(" "),
        )
        .join(" ");
}

function nameOf(jobId: string): string {
  return jobId.split("/").at(-1) ?? jobId;
}
