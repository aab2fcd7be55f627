import { type BackupJobStatus, isCancellable, isRunning } from "../../azure/backup-jobs";
import { deterministicGuid } from "../../azure/guid";
import type { StoredResource } from "../estate";
import { asText, type JsonObject, valueAt, withoutUndefined } from "../json";
import type { Platform } from "../operation";
import { vaultIdOf } from "../site-recovery/vault-entities";
import type { RestoreOrder } from "./restore-order";
import type { BackupFailure } from "./backup-failures";
import { backupJobType } from "./backup-paths";

/** A task of a job, such as the snapshot of a backup. */
interface BackupTask {
  readonly taskId: string;
  readonly status: "NotStarted" | "InProgress" | "Completed" | "Failed" | "Cancelled";
}

/** A job as the estate's notes keep it; times are ISO 8601 texts. */
export interface BackupJob {
  readonly id: string;
  readonly vaultId: string;
  readonly itemId: string;
  readonly machineName: string;
  readonly operation:
    "Backup" | "ConfigureBackup" | "DisableBackup" | "DeleteBackupData" | "Restore" | "Undelete";
  readonly status: BackupJobStatus;
  readonly startTime: string;
  readonly endTime?: string;
  readonly tasks: readonly BackupTask[];
  /** When the task that is under way began. */
  readonly taskStartTime: string;
  /** Until when the recovery point of a backup is kept. */
  readonly keptUntil?: string;
  readonly failure?: BackupFailure;
  /** Name of the recovery point that a backup made. */
  readonly recoveryPoint?: string;
  /** What a restore is to make. */
  readonly restore?: RestoreOrder;
  /** When a restore ends. */
  readonly dueTime?: string;
}

/** The jobs of a vault by id, oldest first. */
export function jobsOf(
  { estate }: Pick<Platform, "estate">,
  vaultId: string,
): Map<string, BackupJob> {
  return estate.notes<BackupJob>(`backup jobs of ${vaultId.toLowerCase()}`);
}

export function saveJob(platform: Pick<Platform, "estate">, job: BackupJob): BackupJob {
  jobsOf(platform, job.vaultId).set(job.id, job);
  return job;
}

/** A new job on an item, under way. */
export function newJob(
  platform: Platform,
  item: StoredResource,
  operation: BackupJob["operation"],
  more: Pick<BackupJob, "tasks"> & Partial<Pick<BackupJob, "keptUntil" | "restore" | "dueTime">>,
): BackupJob {
  const vaultId = vaultIdOf(item.id);
  const now = platform.clock.now().toISOString();
  const number = jobsOf(platform, vaultId).size;
  return {
    id: deterministicGuid("backup job", item.id, operation, now, String(number)),
    vaultId,
    itemId: item.id,
    machineName: asText(valueAt(item, "properties.friendlyName")) ?? item.name,
    operation,
    status: "InProgress",
    startTime: now,
    taskStartTime: now,
    ...more,
  };
}

/** A job that was done as soon as it was asked for, such as the enabling of protection. */
export function doneJob(
  platform: Platform,
  item: StoredResource,
  operation: BackupJob["operation"],
): BackupJob {
  const job = newJob(platform, item, operation, { tasks: [] });
  return saveJob(platform, { ...job, status: "Completed", endTime: job.startTime });
}

/** The job of a vault that is running on an item; `undefined` when there is none. */
export function runningJob(
  platform: Pick<Platform, "estate">,
  itemId: string,
): BackupJob | undefined {
  const jobId = runningJobs(platform).get(itemId.toLowerCase());
  const job = jobId === undefined ? undefined : jobsOf(platform, vaultIdOf(itemId)).get(jobId);
  return job !== undefined && isRunning(job.status) ? job : undefined;
}

/** Ids of the last backup jobs, by item. */
export function runningJobs({ estate }: Pick<Platform, "estate">): Map<string, string> {
  return estate.notes<string>("running backup jobs");
}

/** What the details of a restore tell. Source: Azure/azure-cli backup (restore-disks reads them from the job). */
function restoreProperties({ restore }: BackupJob): Record<string, string> {
  return restore === undefined
    ? {}
    : {
        "Job Type": restore.type === "RestoreDisks" ? "Recover disks" : "Recover virtual machine",
        "Recovery point time": restore.point.time,
        "Target Storage Account Name": restore.storageAccountId.split("/").at(-1) ?? "",
        ...(restore.targetGroupId === undefined
          ? {}
          : { "Target resource group": restore.targetGroupId.split("/").at(-1) ?? "" }),
      };
}

/** A job as a client reads it. Shapes: GetJobDetails.json, ListJobs.json. */
export function presentJob(platform: Platform, job: BackupJob, detailed: boolean): JsonObject {
  const until = Date.parse(job.endTime ?? platform.clock.now().toISOString());
  const seconds = (until - Date.parse(job.startTime)) / 1000;
  const { failure } = job;
  return {
    id: `${job.vaultId}/backupJobs/${job.id}`,
    name: job.id,
    type: backupJobType,
    properties: withoutUndefined({
      jobType: "AzureIaaSVMJob",
      duration: `PT${seconds}S`,
      actionsInfo: isCancellable(job) ? ["Cancellable"] : undefined,
      errorDetails:
        failure === undefined
          ? undefined
          : [
              withoutUndefined({
                errorCode: failure.number,
                errorTitle: failure.code,
                errorString: failure.message,
                recommendations: [failure.recommendation],
              }),
            ],
      virtualMachineVersion: "Compute",
      extendedInfo: detailed
        ? withoutUndefined({
            tasksList: job.tasks.map((task) => ({ ...task, duration: "PT0S" })),
            propertyBag: { "VM Name": job.machineName, ...restoreProperties(job) },
            dynamicErrorMessage: failure?.message,
          })
        : undefined,
      entityFriendlyName: job.machineName,
      backupManagementType: "AzureIaasVM",
      operation: job.operation,
      status: job.status,
      startTime: job.startTime,
      endTime: job.endTime,
      activityId: deterministicGuid("backup activity", job.id),
    }),
  };
}
