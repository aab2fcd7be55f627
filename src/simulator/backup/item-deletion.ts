import { isImmutable } from "../../azure/backup-immutability";
import type { StoredResource } from "../estate";
import { asObject, asText, valueAt, numberOf } from "../json";
import type { Answer, Call, Platform } from "../operation";
import { immutableVault } from "./backup-errors";
import { isSoftDeleted, itemIdIn, requireBackupVault } from "./backup-paths";
import { changeItem, inDays } from "./backup-run";
import { forgetCleanUp, secondsUntil, sourceOf } from "./clean-up";
import { isHeldByLock, removeCollection } from "./instant-points";
import { requireIdle, requireNoBackup, whileConfiguring } from "./item-operations";
import { immutabilityOf } from "./item-write";
import { doneJob } from "./job-store";
import { forgetOnDemand } from "./on-demand-backup";
import { protectedMachines } from "./protected-machines";
import { recoveryPointsOf, saveRecoveryPoints } from "./recovery-point-store";
import { backupItemType } from "./backup-paths";

/** Deletes the backups of a machine: kept for some days by soft delete, unless that is off. */
export function deleteItem(call: Call): Answer {
  const vault = requireBackupVault(call);
  const { containerName = "", protectedItemName = "" } = call.parameters;
  const item = call.estate.get(itemIdIn(vault.id, containerName, protectedItemName));
  const settings = asObject(valueAt(vault, "properties.securitySettings.softDeleteSettings"));
  const keeps = settings.softDeleteState !== "Disabled";
  // What is soft-deleted stays until its time has come, as long as soft delete is on.
  if (item === undefined || (isSoftDeleted(item) && keeps)) {
    return { status: 204 };
  }
  if (isImmutable(immutabilityOf(vault)) && recoveryPointsOf(call, item.id).length > 0) {
    throw immutableVault();
  }
  requireIdle(call, item.id);
  requireNoBackup(call, item.id);
  return whileConfiguring(call, item.id, () => {
    const job = doneJob(call, item, "DeleteBackupData");
    if (keeps) {
      softDelete(call, item, numberOf(settings.softDeleteRetentionPeriodInDays ?? 14));
    } else {
      purge(call, item.id);
    }
    return { jobId: job.id };
  });
}

function softDelete(platform: Platform, item: StoredResource, days: number): void {
  changeItem(platform, item, {
    protectionState: "ProtectionStopped",
    policyId: "",
    isScheduledForDeferredDelete: true,
    deferredDeleteTimeInUTC: platform.clock.now().toISOString(),
    isDeferredDeleteScheduleUpcoming: false,
    softDeleteRetentionPeriodInDays: days,
  });
  awaitPurge(platform, item.id);
}

/** When a soft-deleted item is gone, in milliseconds; `undefined` for one that is not deleted. */
function purgeTimeOf(item: StoredResource | undefined): number | undefined {
  if (item === undefined || !isSoftDeleted(item)) {
    return undefined;
  }
  const deletedAt = new Date(asText(valueAt(item, "properties.deferredDeleteTimeInUTC")) ?? "");
  const days = numberOf(valueAt(item, "properties.softDeleteRetentionPeriodInDays") ?? 0);
  return inDays(deletedAt, days).getTime();
}

export function awaitPurge(platform: Platform, itemId: string): void {
  const at = purgeTimeOf(platform.estate.get(itemId));
  if (at === undefined) {
    return;
  }
  platform.later(
    "a soft-deleted item is gone when its days have passed",
    secondsUntil(platform, at),
    () => {
      // It may have been undeleted, and deleted again later.
      if (purgeTimeOf(platform.estate.get(itemId)) === at) {
        purge(platform, itemId);
      }
    },
  );
}

/** Forgets a machine with all that was kept of it; restore points stay as long as a lock holds them. */
function purge(platform: Platform, itemId: string): void {
  const item = platform.estate.get(itemId);
  const machineId = item === undefined ? "" : sourceOf(item);
  for (const { restorePointId } of recoveryPointsOf(platform, itemId)) {
    if (!isHeldByLock(platform, restorePointId)) {
      platform.estate.delete(restorePointId);
    }
  }
  removeCollection(platform, machineId);
  saveRecoveryPoints(platform, itemId, []);
  forgetCleanUp(platform, itemId);
  forgetOnDemand(platform, itemId);
  protectedMachines(platform).delete(machineId.toLowerCase());
  platform.estate.delete(itemId);
}

/** Begins again what was awaited when the estate was saved. */
export function resumePurges(platform: Platform): void {
  for (const item of platform.estate.ofType(backupItemType)) {
    awaitPurge(platform, item.id);
  }
}
