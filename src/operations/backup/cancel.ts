import { armUrl, backupApiVersion } from "../../arm/api";
import { ArmRequestError } from "../../arm/errors";
import { isRunning, snapshotTask } from "../../azure/backup-jobs";
import { isGuid } from "../../azure/guid";
import { utcMinute } from "../../azure/local-time";
import { sameId } from "../../azure/resource-id";
import { backupItemsQuery, backupJobsQuery } from "../../azure/resource-graph-queries";
import { changeEach, type ChangeEnd } from "../run/change-each";
import type { ChangePlan, PlannedChange, SkippedChange } from "../run/change-plan";
import type { ChangeReport } from "../run/change-report";
import type { FleetScope } from "../run/fleet-scope";
import { describeError } from "../run/operation-error";
import type { OperationOptions } from "../run/options";
import { queryAll } from "../run/resource-graph";
import type { Run } from "../run/run";
import { inBackupRun } from "./backup-run";
import { findJob } from "./find-job";
import { watchJob } from "./follow-job";
import {
  type BackupJob,
  isJobOf,
  isJobOfMachine,
  jobsUnderWay,
  mayBeCancelled,
  readJob,
} from "./jobs";
import { findMachine, type NamedMachine } from "./machine";
import { protectionOf } from "./protection";

/** No job goes on for longer. */
const daysOfJobs = 7;

export interface BackupCancelInput {
  /** A job's GUID or id, or a machine's name or id: then its jobs in all vaults. */
  readonly target: string;
  readonly scope?: FleetScope;
  /** Whether the end of the job is waited for. Defaults to `false`. */
  readonly wait?: boolean;
}

export interface BackupCancelChange extends PlannedChange {
  /** Whether it is being cancelled already, and only waited for. */
  readonly isCancelling: boolean;
}

export interface BackupCancelPlan extends ChangePlan {
  readonly changes: readonly BackupCancelChange[];
  readonly wait: boolean;
}

/** Plans to cancel a job, or the jobs of a machine in whichever vault; changes nothing. */
export function planCancel(
  options: OperationOptions,
  input: BackupCancelInput,
): Promise<BackupCancelPlan> {
  return inBackupRun(options, async (run) => {
    const { target, wait = false } = input;
    const jobs = await jobsOfTarget(run, input);
    return cancelPlan(jobs, { target, wait });
  });
}

/** Says which of some jobs would be cancelled, and why others cannot be. */
export function cancelPlan(
  jobs: readonly BackupJob[],
  { target, wait }: { readonly target: string; readonly wait: boolean },
): BackupCancelPlan {
  const changes: BackupCancelChange[] = [];
  const skipped: SkippedChange[] = [];
  for (const job of jobs) {
    const { id } = job;
    const name = `${job.machineName}, job ${job.name}`;
    const isCancelling = job.status === "Cancelling";
    if (mayBeCancelled(job)) {
      const change = `Cancel the backup that began at ${utcMinute(job.startedAt)}`;
      changes.push({ id, name, change, isCancelling });
    } else if (isCancelling && wait) {
      changes.push({ id, name, change: "Wait for its cancellation", isCancelling });
    } else {
      skipped.push({ id, name, reason: whyNotCancelled(job) });
    }
  }
  return {
    title: `Cancel jobs of ${target}`,
    changes,
    skipped,
    notes: [
      ...(jobs.length === 0 ? ["No job is under way, in any vault that you may read."] : []),
      ...(changes.length === 0
        ? []
        : [
            "A cancelled backup leaves no recovery point; the next one by schedule is made as ever.",
          ]),
    ],
    wait,
  };
}

/** Why a job cannot be cancelled now. Source: learn.microsoft.com backup/backup-azure-manage-vms. */
export function whyNotCancelled(job: BackupJob): string {
  if (job.status === "Cancelling") {
    return "It is being cancelled already; --wait waits for its end.";
  }
  if (!isRunning(job.status)) {
    return `It has ended: ${job.status}, at ${job.endedAt === undefined ? "a time that Azure does not tell" : utcMinute(job.endedAt)}.`;
  }
  if (job.operation !== "Backup") {
    return `It is of the kind ${job.operation}, and only a backup can be cancelled.`;
  }
  const task = job.tasks.find(({ status }) => status === "InProgress")?.taskId ?? "unknown";
  return `Its task is "${task}": a backup can be cancelled only during "${snapshotTask}". It ends by itself; the recovery point is there already.`;
}

/** Carries out a plan of cancellations. What has ended meanwhile is told as it ended. */
export function cancelJobs(
  options: OperationOptions,
  plan: BackupCancelPlan,
): Promise<ChangeReport> {
  return inBackupRun(options, (run) =>
    changeEach(run, plan, (change) => cancelJob(run, change, plan)),
  );
}

async function cancelJob(
  run: Run,
  change: BackupCancelChange,
  { wait }: BackupCancelPlan,
): Promise<ChangeEnd> {
  if (!change.isCancelling) {
    try {
      await run.client.post(armUrl(change.id, backupApiVersion, "cancel"), undefined, run.signal);
    } catch (error) {
      return afterRefusal(run, change, error);
    }
  }
  if (!wait) {
    return {
      state: "succeeded",
      detail: "Azure has accepted to cancel it; --wait waits for its end.",
    };
  }
  const end = await watchJob(run, change.id, change);
  return "job" in end ? cancelEnd(end.job) : end;
}

/** The job may have gone on since it was looked at. */
async function afterRefusal(
  run: Run,
  { id }: BackupCancelChange,
  error: unknown,
): Promise<ChangeEnd> {
  if (!(error instanceof ArmRequestError) || run.signal.aborted || error.status === 403) {
    throw error;
  }
  const job = await readJob(run, id);
  return {
    state: "failed",
    detail: `${describeError(error)}${job === undefined ? "" : ` ${whyNotCancelled(job)}`}`,
  };
}

function cancelEnd({ status, endedAt }: BackupJob): ChangeEnd {
  return status === "Cancelled"
    ? {
        state: "succeeded",
        detail: endedAt === undefined ? "Cancelled." : `Cancelled at ${utcMinute(endedAt)}.`,
      }
    : { state: "failed", detail: `It ended ${status} before it was cancelled.` };
}

async function jobsOfTarget(
  run: Run,
  { target, scope = {} }: BackupCancelInput,
): Promise<BackupJob[]> {
  if (isGuid(target) || /\/backupJobs\//i.test(target)) {
    return [await findJob(run, target, scope)];
  }
  return jobsOfMachine(run, await findMachine(run, target, scope), scope);
}

/**
 * The jobs of a machine that are under way in whichever vault: those of the vaults that know it, and what
 * Azure Resource Graph tells of any other. Where a machine was moved to another vault with its backups
 * deleted, the old vault knows it no longer, and its job may still run.
 */
async function jobsOfMachine(
  run: Run,
  machine: NamedMachine,
  { subscriptions = [machine.subscriptionId] }: FleetScope,
): Promise<BackupJob[]> {
  const statuses = ["InProgress", "Cancelling"];
  const [{ item, otherItems, unknown }, rows, namesakes] = await Promise.all([
    protectionOf(run, machine, subscriptions),
    queryAll(run, backupJobsQuery({ days: daysOfJobs, statuses }), subscriptions),
    queryAll(run, backupItemsQuery({ machineNames: [machine.name] }), subscriptions),
  ]);
  unknown.forEach((sentence) => {
    run.say(sentence);
  });
  const items = item === undefined ? [] : [item, ...otherItems];
  const vaultIds = [...new Set(items.map(({ vaultId }) => vaultId))];
  const jobs = (await Promise.all(vaultIds.map((id) => jobsUnderWay(run, id)))).flat();
  const own = jobs.filter((job) => items.some((each) => isJobOf(job, each)));
  const elsewhere = rows.filter(
    ({ id, machineName, vaultId }) =>
      machineName.toLowerCase() === machine.name.toLowerCase() &&
      // A job tells its machine's name: in a vault that has another machine of it, it is that one's.
      !namesakes.some((each) => sameId(each.vaultId, vaultId)) &&
      !own.some((job) => sameId(job.id, id)),
  );
  // Only a job by itself tells its tasks, and how it stands now.
  const read = await Promise.all([...own, ...elsewhere].map(({ id }) => readJob(run, id)));
  return read.filter(
    (job): job is BackupJob =>
      job !== undefined &&
      (own.some(({ id }) => sameId(id, job.id)) ||
        (isRunning(job.status) && isJobOfMachine(job, machine))),
  );
}
