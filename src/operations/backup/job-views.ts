import { backupErrorOf } from "../../azure/backup-errors/catalogue";
import { errorFinding, refuseErrors } from "../../azure/finding";
import { backupJobStatuses } from "../../azure/backup-jobs";
import {
  type BackupJobRow,
  backupItemsQuery,
  backupJobsQuery,
} from "../../azure/resource-graph-queries";
import { type FleetScope, isInScope, isNamed, scopeFindings } from "../run/fleet-scope";
import type { FleetListing, FleetSource } from "../run/fleet-source";
import type { OperationOptions } from "../run/options";
import { inBackupRun } from "./backup-run";
import { backupSource } from "./backup-source";
import { vaultIdsOf } from "./chosen-items";
import { findJob } from "./find-job";
import { type BackupJob, mayBeCancelled } from "./jobs";
import { machineWithId } from "./machine";
import { whyNotCancelled } from "./cancel";

/** Which jobs are listed; what is left out lets everything through. */
export interface BackupJobChoice {
  /** The machines of the jobs, found by what vaults keep of them. */
  readonly scope?: FleetScope;
  /** Names or ids of vaults. */
  readonly vaults?: readonly string[];
  /** Of `backupJobStatuses`, compared without case. */
  readonly statuses?: readonly string[];
  /** For example `Backup` or `Restore`, compared without case. */
  readonly operations?: readonly string[];
  /** Jobs that began within so many days. Defaults to `1`. */
  readonly days?: number;
}

/** Jobs as Azure Resource Graph tells them, the newest first. */
export interface BackupJobList {
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  readonly jobs: readonly BackupJobRow[];
}

/** A job, and what follows from it. */
export interface BackupJobDetails {
  readonly job: BackupJob;
  readonly runTimeInMinutes: number;
  /** The task that failed; `undefined` where none did. */
  readonly failedTask: string | undefined;
  /** What each code means, for those that are known. */
  readonly meanings: readonly { readonly code: string; readonly meaning: string }[];
  readonly isCancellable: boolean;
  /** Why it cannot be cancelled; `undefined` when it can. */
  readonly whyNotCancellable: string | undefined;
}

/**
 * Lists jobs of backups over all vaults, in a few requests. Azure Resource Graph may be some minutes
 * behind; a job by itself is told as it is.
 *
 * @param listing - Takes the jobs from a saved listing, which holds those of seven days.
 */
export function listBackupJobs(
  options: OperationOptions,
  choice: BackupJobChoice = {},
  listing?: FleetListing,
): Promise<BackupJobList> {
  const { scope = {}, statuses = [], operations = [], days = 1, vaults = [] } = choice;
  refuseErrors("The choice of jobs", [
    ...scopeFindings(scope),
    ...statuses.filter((status) => !isOneOf(status, backupJobStatuses)).map(unknownStatus),
  ]);
  return inBackupRun(options, async (run) => {
    const source = backupSource(run, scope.subscriptions, listing);
    const vaultIds = vaults.length === 0 ? undefined : await vaultIdsOf(source, vaults);
    const filter = vaultIds === undefined ? {} : { vaultIds };
    const rows = await source.fleet.rows(backupJobsQuery({ ...filter, days, statuses }));
    const inScope = await machineFilter(source.fleet, scope);
    const earliest = source.fleet.takenAt.getTime() - days * 86_400_000;
    const jobs = rows.filter(
      (job) =>
        isOneOf(job.status, statuses) &&
        isOneOf(job.operation, operations) &&
        isOneOf(job.vaultId, vaultIds ?? []) &&
        Date.parse(job.startedAt) >= earliest &&
        inScope(job),
    );
    return {
      takenAt: source.fleet.takenAt.toISOString(),
      jobs: [...jobs].sort((one, other) => other.startedAt.localeCompare(one.startedAt)),
    };
  });
}

/** Tells all of one job: its tasks, what lies under its error, and whether it can be cancelled. */
export function showBackupJob(
  options: OperationOptions,
  input: { readonly job: string; readonly scope?: FleetScope },
): Promise<BackupJobDetails> {
  return inBackupRun(options, async (run) =>
    detailsOf(await findJob(run, input.job, input.scope), run.now()),
  );
}

export function detailsOf(job: BackupJob, now: Date): BackupJobDetails {
  const ended = job.endedAt === undefined ? now.getTime() : Date.parse(job.endedAt);
  const isCancellable = mayBeCancelled(job);
  return {
    job,
    runTimeInMinutes: Math.round((ended - Date.parse(job.startedAt)) / 60_000),
    failedTask: job.tasks.find(({ status }) => status === "Failed")?.taskId,
    meanings: job.errors.flatMap(({ code }) => {
      const known = backupErrorOf(code);
      return known === undefined ? [] : [{ code, meaning: known.meaning }];
    }),
    isCancellable,
    whyNotCancellable: isCancellable ? undefined : whyNotCancelled(job),
  };
}

/** A job tells its machine's name alone; which machines of a vault are in the scope its items tell. */
async function machineFilter(
  source: FleetSource,
  scope: FleetScope,
): Promise<(job: BackupJobRow) => boolean> {
  const { resourceGroups = [], names, ids = [] } = scope;
  if (resourceGroups.length + ids.length === 0) {
    return (job) => isNamed(job.machineName, names);
  }
  const items = await source.rows(backupItemsQuery());
  const chosen = new Set(
    items
      .filter(
        ({ machineId }) =>
          machineId !== "" && isInScope({ ...machineWithId(machineId), tags: null }, scope),
      )
      .map(({ vaultId, friendlyName }) => keyOf(vaultId, friendlyName)),
  );
  return (job) => chosen.has(keyOf(job.vaultId, job.machineName));
}

function keyOf(vaultId: string, machineName: string): string {
  return `${vaultId}|${machineName}`.toLowerCase();
}

function isOneOf(text: string, texts: readonly string[]): boolean {
  return texts.length === 0 || texts.some((each) => each.toLowerCase() === text.toLowerCase());
}

function unknownStatus(status: string) {
  return errorFinding(
    "EVG-BACKUP-079",
    "status",
    `"${status}" is no status of a job.`,
    `Give one of ${backupJobStatuses.join(", ")}.`,
  );
}
