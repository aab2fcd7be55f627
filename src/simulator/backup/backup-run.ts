import { readBackupPolicy } from "../../azure/backup-policy-body";
import { isDeepStrictEqual } from "node:util";
import { snapshotTask, transferTask } from "../../azure/backup-jobs";
import { instantRetentionOf } from "../../azure/backup-policy";
import { deterministicGuid } from "../../azure/guid";
import { operatingSystemOf } from "../compute/patch-settings";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../json";
import type { Platform } from "../operation";
import { zonesOf } from "../resource-manager/zones";
import { armCleanUp, cleanUpAfterBackup } from "./clean-up";
import { withoutExcluded } from "./backed-up-disks";
import {
  type BackupFailure,
  backupFailureOf,
  disksOf,
  machinesWithFailedExtension,
} from "./backup-failures";
import { takeRestorePoint } from "./instant-points";
import { restorableDisks } from "./restored-disks";
import { type BackupJob, jobsOf, newJob, runningJobs, saveJob } from "./job-store";
import { policyOf } from "./policy-store";
import { type RecoveryPoint, recoveryPointsOf, saveRecoveryPoints } from "./recovery-point-store";

/** A backup that is to be made now. */
export interface BackupRequest {
  readonly item: StoredResource;
  /** Until when its recovery point is kept. */
  readonly keptUntil: Date;
}

/**
 * Begins backups, each with a job: first the snapshot, then the transfer to the vault. All of one
 * call go along together, so that ten thousand of them take two timers.
 */
export function startBackups(platform: Platform, requests: readonly BackupRequest[]): BackupJob[] {
  const jobs = requests.map(({ item, keptUntil }) => {
    const job = newJob(platform, item, "Backup", {
      keptUntil: keptUntil.toISOString(),
      tasks: [
        { taskId: snapshotTask, status: "InProgress" },
        { taskId: transferTask, status: "NotStarted" },
      ],
    });
    runningJobs(platform).set(item.id.toLowerCase(), job.id);
    return saveJob(platform, job);
  });
  awaitSnapshots(platform, jobs, platform.assumptions.backupSnapshotInSeconds);
  return jobs;
}

/** Ends the snapshots of jobs after a time, and begins the transfers. */
export function awaitSnapshots(
  platform: Platform,
  jobs: readonly BackupJob[],
  seconds: number,
): void {
  platform.later("the snapshots of backup jobs end, and their transfer begins", seconds, () => {
    const failedMachines = machinesWithFailedExtension(platform);
    const going = jobs.flatMap((job) => endSnapshot(platform, job, failedMachines) ?? []);
    if (going.length > 0) {
      awaitTransfers(platform, going, platform.assumptions.backupTransferInSeconds);
    }
  });
}

/** Ends the transfers of jobs after a time, and so the jobs. */
export function awaitTransfers(
  platform: Platform,
  jobs: readonly BackupJob[],
  seconds: number,
): void {
  platform.later("the transfer of backup jobs to the vault ends", seconds, () => {
    for (const job of jobs) {
      endTransfer(platform, job);
    }
  });
}

/** The job as it is now; `undefined` when it was cancelled, or its vault is gone. */
function stillRunning(platform: Platform, { vaultId, id }: BackupJob): BackupJob | undefined {
  const job = jobsOf(platform, vaultId).get(id);
  return job?.status === "InProgress" ? job : undefined;
}

function endSnapshot(
  platform: Platform,
  begun: BackupJob,
  failedMachines: ReadonlySet<string>,
): BackupJob | undefined {
  const job = stillRunning(platform, begun);
  const item = platform.estate.get(begun.itemId);
  if (job === undefined || item === undefined) {
    return undefined;
  }
  const machine = platform.estate.get(asText(valueAt(item, "properties.sourceResourceId")) ?? "");
  const failure = backupFailureOf(platform, item, machine, failedMachines);
  if (failure !== undefined || machine === undefined) {
    failJob(platform, job, item, failure);
    cleanUpAfterBackup(platform, item);
    return undefined;
  }
  const point = takePoint(platform, job, item, machine);
  cleanUpAfterBackup(platform, item);
  return saveJob(platform, {
    ...job,
    taskStartTime: platform.clock.now().toISOString(),
    recoveryPoint: point.name,
    tasks: [
      { taskId: snapshotTask, status: "Completed" },
      { taskId: transferTask, status: "InProgress" },
    ],
  });
}

function failJob(
  platform: Platform,
  job: BackupJob,
  item: StoredResource,
  failure: BackupFailure | undefined,
): void {
  saveJob(platform, {
    ...job,
    status: "Failed",
    endTime: platform.clock.now().toISOString(),
    ...(failure === undefined ? {} : { failure }),
    tasks: job.tasks.map((task) =>
      task.status === "InProgress" ? { ...task, status: "Failed" } : task,
    ),
  });
  changeItem(platform, item, {
    protectionStatus: "Unhealthy",
    healthStatus: "ActionRequired",
    healthDetails:
      failure === undefined
        ? []
        : [
            withoutUndefined({
              code: failure.number,
              title: failure.code,
              message: failure.message,
              recommendations: [failure.recommendation],
            }),
          ],
    lastBackupStatus: "Failed",
    lastBackupTime: job.startTime,
  });
}

/** Takes the snapshot: from now on the machine can be restored from it. */
function takePoint(
  platform: Platform,
  job: BackupJob,
  item: StoredResource,
  machine: StoredResource,
): RecoveryPoint {
  const policy = asObject(policyOf(platform, item)?.properties);
  const operatingSystem = operatingSystemOf(machine);
  const type =
    policy.snapshotConsistencyType === "OnlyCrashConsistent"
      ? "CrashConsistent"
      : operatingSystem === "Windows"
        ? "AppConsistent"
        : "FileSystemConsistent";
  const now = platform.clock.now();
  const digits = deterministicGuid("recovery point", item.id, job.id).replaceAll("-", "");
  const points = recoveryPointsOf(platform, item.id);
  const disks = withoutExcluded(item, restorableDisks(platform, machine));
  const before = points.at(-1)?.disks;
  const zones = zonesOf(machine);
  const point: RecoveryPoint = {
    name: String(Number.parseInt(digits.slice(0, 11), 16)),
    time: now.toISOString(),
    type,
    restorePointId: takeRestorePoint(platform, machine, policy, type),
    instantUntil: inDays(now, instantRetentionOf(readBackupPolicy(policy))).toISOString(),
    inVault: false,
    keptUntil: job.keptUntil ?? now.toISOString(),
    machineSize: asText(valueAt(machine, "properties.hardwareProfile.vmSize")) ?? "",
    operatingSystem,
    isEncrypted: disksOf(platform, machine).some(
      (disk) => valueAt(disk, "properties.encryptionSettings.enabled") === true,
    ),
    // Most points have the disks of the one before: they share one list.
    disks: isDeepStrictEqual(before, disks) && before !== undefined ? before : disks,
    ...(zones.length === 0 ? {} : { zones }),
  };
  saveRecoveryPoints(platform, item.id, [...points, point]);
  changeItem(platform, item, { lastRecoveryPoint: point.time });
  armCleanUp(platform);
  return point;
}

function endTransfer(platform: Platform, begun: BackupJob): void {
  const job = stillRunning(platform, begun);
  const item = platform.estate.get(begun.itemId);
  if (job === undefined || item === undefined) {
    return;
  }
  saveRecoveryPoints(
    platform,
    item.id,
    recoveryPointsOf(platform, item.id).map((point) =>
      point.name === job.recoveryPoint ? { ...point, inVault: true } : point,
    ),
  );
  saveJob(platform, {
    ...job,
    status: "Completed",
    endTime: platform.clock.now().toISOString(),
    tasks: job.tasks.map((task) => ({ ...task, status: "Completed" })),
  });
  const { protectionState } = asObject(item.properties);
  changeItem(platform, item, {
    protectionStatus: "Healthy",
    healthStatus: "Passed",
    healthDetails: [],
    lastBackupStatus: "Completed",
    lastBackupTime: job.startTime,
    protectionState: protectionState === "IRPending" ? "Protected" : protectionState,
  });
}

/** Changes properties of an item. */
export function changeItem(
  platform: Pick<Platform, "estate">,
  { id }: StoredResource,
  properties: JsonObject,
): void {
  const item = platform.estate.get(id);
  if (item !== undefined) {
    platform.estate.put({
      ...item,
      properties: withoutUndefined({ ...asObject(item.properties), ...properties }),
    });
  }
}

export function inDays(from: Date, days: number): Date {
  return new Date(from.getTime() + days * 86_400_000);
}
