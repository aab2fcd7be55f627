import type { StoredResource } from "../estate";
import { asObject, asText, valueAt } from "../json";
import type { Platform } from "../operation";
import { isSoftDeleted, itemsUnder } from "./backup-paths";
import { inDays, startBackups } from "./backup-run";
import { secondsUntil } from "./clean-up";
import { runningJob } from "./job-store";
import { vaultRetentionInDays } from "./policy-body";
import { findPolicy } from "./policy-store";
import { nextBackup } from "./policy-times";

/** When each policy backs up next, in milliseconds, by policy id without case. */
function nextTimes({ estate }: Pick<Platform, "estate">): Map<string, number> {
  return estate.notes<number>("next scheduled backups");
}

/** Lets a policy back up at its next time, as long as it protects something. */
export function armSchedule(platform: Platform, policy: StoredResource): void {
  const key = policy.id.toLowerCase();
  const next = nextBackup(asObject(policy.properties), platform.clock.now())?.getTime();
  if (next === undefined || itemsUnder(platform, policy.id).length === 0) {
    nextTimes(platform).delete(key);
  } else if (nextTimes(platform).get(key) !== next) {
    nextTimes(platform).set(key, next);
    awaitBackup(platform, key, next);
  }
}

/** Arms a policy that just got a machine; one that is armed has all its machines already. */
export function armScheduleOnce(platform: Platform, policy: StoredResource): void {
  if (!nextTimes(platform).has(policy.id.toLowerCase())) {
    armSchedule(platform, policy);
  }
}

function awaitBackup(platform: Platform, key: string, at: number): void {
  platform.later("backups run at the times of their policy", secondsUntil(platform, at), () => {
    // The policy was changed, or its last machine left it.
    if (nextTimes(platform).get(key) !== at) {
      return;
    }
    nextTimes(platform).delete(key);
    const policy = findPolicy(platform, key);
    if (policy === undefined) {
      return;
    }
    const keptUntil = inDays(
      platform.clock.now(),
      vaultRetentionInDays(asObject(policy.properties)),
    );
    const due = itemsUnder(platform, policy.id).filter(
      (item) =>
        isBackedUp(item) && !isSoftDeleted(item) && runningJob(platform, item.id) === undefined,
    );
    startBackups(
      platform,
      due.map((item) => ({ item, keptUntil })),
    );
    armSchedule(platform, policy);
  });
}

/** Whether the policy of an item backs it up: not while its backups are suspended. */
function isBackedUp(item: StoredResource): boolean {
  const state = asText(valueAt(item, "properties.protectionState"));
  return state !== "BackupsSuspended" && state !== "ProtectionStopped";
}

/** Begins again what was awaited when the estate was saved. */
export function resumeSchedules(platform: Platform): void {
  for (const [key, at] of nextTimes(platform)) {
    awaitBackup(platform, key, at);
  }
}
