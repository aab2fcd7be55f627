import { armUrl, backupApiVersion } from "../../arm/api";
import {
  asAzureObject,
  azureObject,
  type AzureObject,
  objectsIn,
  textOf,
  textsIn,
} from "../../arm/azure-object";
import { asObject } from "../../arm/errors";
import { isCancellable } from "../../azure/backup-jobs";
import { machineOfContainer } from "../../azure/backup-names";
import { vaultHolding } from "../../azure/vault";
import type { Run } from "../run/run";
import type { ProtectedItem } from "./protected-item";

/** A job of Azure Backup on a machine. */
export interface BackupJob {
  readonly id: string;
  /** A GUID. */
  readonly name: string;
  readonly vaultId: string;
  readonly machineName: string;
  /** Resource group of the machine; `undefined` where Azure does not tell it. */
  readonly machineResourceGroup: string | undefined;
  /** For example `Backup`, `Restore`, `ConfigureBackup`. */
  readonly operation: string;
  /** One of `backupJobStatuses`. */
  readonly status: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** `undefined` while it runs. */
  readonly endedAt: string | undefined;
  /** What may be done with it, in Azure's words: `Cancellable`. */
  readonly actions: readonly string[];
  /** In their order; empty in a list of jobs, which tells none. */
  readonly tasks: readonly { readonly taskId: string; readonly status: string }[];
  readonly errors: readonly BackupJobError[];
  /** What lies under the error, for example of Compute, as Azure words it. */
  readonly underlyingError: string | undefined;
}

export interface BackupJobError {
  /** Azure's number for the code; `undefined` where it tells none. */
  readonly number: number | undefined;
  /** The code, for example `UserErrorGuestAgentStatusUnavailable`. */
  readonly code: string;
  readonly message: string;
  readonly recommendations: readonly string[];
}

/** Which jobs of a vault are asked for. */
export interface BackupJobFilter {
  readonly operation?: string;
  readonly status?: string;
  /** Jobs that began at this time or later. */
  readonly since?: Date;
}

/** Reads a job with its tasks; `undefined` when there is none. */
export async function readJob(run: Run, jobId: string): Promise<BackupJob | undefined> {
  const answer = await run.client.getOrUndefined(armUrl(jobId, backupApiVersion), run.signal);
  return answer === undefined ? undefined : backupJobOf(azureObject(answer));
}

/** Jobs of a vault on machines, as the vault tells them now, the newest first. */
export async function jobsOfVault(
  run: Run,
  vaultId: string,
  filter: BackupJobFilter = {},
): Promise<BackupJob[]> {
  const { operation, status, since } = filter;
  const terms = [
    "backupManagementType eq 'AzureIaasVM'",
    ...(operation === undefined ? [] : [`operation eq '${operation}'`]),
    ...(status === undefined ? [] : [`status eq '${status}'`]),
    ...(since === undefined
      ? []
      : [`startTime eq '${filterTime(since)}'`, `endTime eq '${filterTime(run.now())}'`]),
  ];
  const url = `${armUrl(vaultId, backupApiVersion, "backupJobs")}&$filter=${encodeURIComponent(terms.join(" and "))}`;
  const jobs = (await run.client.list(url, run.signal)).map((job) =>
    backupJobOf(asAzureObject(job)),
  );
  return jobs.sort((one, other) => other.startedAt.localeCompare(one.startedAt));
}

/** Jobs that are under way in a vault, also those that are being cancelled. */
export async function jobsUnderWay(run: Run, vaultId: string): Promise<BackupJob[]> {
  const lists = await Promise.all(
    ["InProgress", "Cancelling"].map((status) => jobsOfVault(run, vaultId, { status })),
  );
  return lists.flat();
}

/** Whether a job is on an item's machine. Where the job does not tell the machine's group, its name decides. */
export function isJobOf(
  job: BackupJob,
  item: Pick<ProtectedItem, "id" | "vaultId" | "machineName">,
): boolean {
  const container = item.id.split("/").find((segment) => /^IaasVMContainer;/i.test(segment)) ?? "";
  const resourceGroup = machineOfContainer(container)?.resourceGroupName ?? "";
  return (
    job.vaultId.toLowerCase() === item.vaultId.toLowerCase() &&
    isJobOfMachine(job, { name: item.machineName, resourceGroup })
  );
}

/** Whether a job is on a machine, in whichever vault. Where the job does not tell the machine's group, its name decides. */
export function isJobOfMachine(
  job: BackupJob,
  machine: { readonly name: string; readonly resourceGroup: string },
): boolean {
  return (
    job.machineName.toLowerCase() === machine.name.toLowerCase() &&
    (job.machineResourceGroup ?? machine.resourceGroup).toLowerCase() ===
      machine.resourceGroup.toLowerCase()
  );
}

/** Whether a job can be cancelled now. Needs its tasks: see {@linkcode readJob}. */
export function mayBeCancelled(job: BackupJob): boolean {
  return isCancellable(job);
}

/** What a job tells of itself. Shapes: GetJobDetails.json, ListJobs.json. */
export function backupJobOf({ id = "", properties, whole }: AzureObject): BackupJob {
  const extended = asObject(properties.extendedInfo);
  return {
    id,
    name: textOf(whole.name) ?? "",
    vaultId: vaultHolding(id) ?? "",
    machineName: textOf(properties.entityFriendlyName) ?? "",
    machineResourceGroup: machineOfContainer(textOf(properties.containerName) ?? "")
      ?.resourceGroupName,
    operation: textOf(properties.operation) ?? "",
    status: textOf(properties.status) ?? "",
    startedAt: textOf(properties.startTime) ?? "",
    endedAt: textOf(properties.endTime),
    actions: textsIn(properties.actionsInfo),
    tasks: objectsIn(extended?.tasksList).map((task) => ({
      taskId: textOf(task.taskId) ?? "",
      status: textOf(task.status) ?? "",
    })),
    errors: objectsIn(properties.errorDetails).map((error) => ({
      number: typeof error.errorCode === "number" ? error.errorCode : undefined,
      code: textOf(error.errorTitle) ?? textOf(error.errorCode) ?? "",
      message: textOf(error.errorString) ?? "",
      recommendations: textsIn(error.recommendations),
    })),
    underlyingError: textOf(extended?.dynamicErrorMessage),
  };
}

/** A moment as the filter of jobs writes it, `2026-11-01 01:00:00 PM` in UTC. Source: ListJobsWithAllSupportedFilters.json. */
function filterTime(moment: Date): string {
  const [date = "", time = ""] = moment.toISOString().split("T");
  const hours = Number(time.slice(0, 2));
  const shown = String(hours % 12 === 0 ? 12 : hours % 12).padStart(2, "0");
  return `${date} ${shown}${time.slice(2, 8)} ${hours < 12 ? "AM" : "PM"}`;
}
