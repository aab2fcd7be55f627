import type { StoredResource } from "../estate";
import { asText, valueAt } from "../json";
import type { Platform } from "../operation";
import { isHeldByLock } from "./instant-points";
import { recoveryPoints, recoveryPointsOf, saveRecoveryPoints } from "./recovery-point-store";

const dayInSeconds = 86_400;

/** Items whose clean-up a lock has stopped, by id without case. */
function stopped({ estate }: Pick<Platform, "estate">): Map<string, "stopped" | "owed"> {
  return estate.notes<"stopped" | "owed">("clean-up of restore points that a lock stopped");
}

/** When the next clean-up is, in milliseconds, under `next`. */
function nextCleanUp({ estate }: Pick<Platform, "estate">): Map<string, number> {
  return estate.notes<number>("next clean-up of recovery points");
}

/** Lets the clean-up run once a day from now on, while there are recovery points. */
export function armCleanUp(platform: Platform): void {
  if (!nextCleanUp(platform).has("next")) {
    awaitCleanUp(platform, platform.clock.now().getTime() + dayInSeconds * 1000);
  }
}

function awaitCleanUp(platform: Platform, at: number): void {
  nextCleanUp(platform).set("next", at);
  platform.later(
    "recovery points whose retention has ended are cleaned up once a day",
    secondsUntil(platform, at),
    () => {
      for (const itemId of [...recoveryPoints(platform).keys()]) {
        if (!stopped(platform).has(itemId)) {
          cleanUp(platform, itemId);
        }
      }
      if (recoveryPoints(platform).size > 0) {
        awaitCleanUp(platform, at + dayInSeconds * 1000);
      } else {
        nextCleanUp(platform).delete("next");
      }
    },
  );
}

/**
 * Removes what is no longer kept of one item. What a lock holds stays, and nothing of the item is cleaned up
 * from then on until a backup finds the lock gone. An item whose protection was stopped keeps everything.
 */
function cleanUp(platform: Platform, itemId: string): void {
  const item = platform.estate.get(itemId);
  if (item !== undefined && valueAt(item, "properties.protectionState") === "ProtectionStopped") {
    return;
  }
  const now = platform.clock.now().getTime();
  const points = recoveryPointsOf(platform, itemId);
  const ended = points.filter(
    ({ instantUntil, restorePointId }) =>
      Date.parse(instantUntil) <= now && platform.estate.get(restorePointId) !== undefined,
  );
  const [first] = ended;
  if (first !== undefined && isHeldByLock(platform, first.restorePointId)) {
    stopped(platform).set(itemId.toLowerCase(), "stopped");
    return;
  }
  for (const { restorePointId } of ended) {
    platform.estate.delete(restorePointId);
  }
  const kept = points.filter(({ keptUntil }) => Date.parse(keptUntil) > now);
  if (kept.length < points.length) {
    saveRecoveryPoints(platform, itemId, kept);
  }
}

/** After a backup, failed or not: a clean-up that a lock had stopped follows once the lock is gone. */
export function cleanUpAfterBackup(platform: Platform, item: StoredResource): void {
  const key = item.id.toLowerCase();
  const [oldest] = recoveryPointsOf(platform, item.id);
  if (
    stopped(platform).get(key) === "stopped" &&
    oldest !== undefined &&
    !isHeldByLock(platform, oldest.restorePointId)
  ) {
    stopped(platform).set(key, "owed");
    awaitOwedCleanUp(platform, key);
  }
}

function awaitOwedCleanUp(platform: Platform, key: string): void {
  platform.later(
    "restore points that a lock held are cleaned up some hours after a backup without it",
    platform.assumptions.restorePointCleanUpInHours * 3600,
    () => {
      stopped(platform).delete(key);
      cleanUp(platform, key);
    },
  );
}

/** Forgets an item that is gone. */
export function forgetCleanUp(platform: Platform, itemId: string): void {
  stopped(platform).delete(itemId.toLowerCase());
}

/** Begins again what was awaited when the estate was saved. */
export function resumeCleanUp(platform: Platform): void {
  const next = nextCleanUp(platform).get("next");
  if (next !== undefined) {
    awaitCleanUp(platform, next);
  }
  for (const [key, state] of stopped(platform)) {
    if (state === "owed") {
      awaitOwedCleanUp(platform, key);
    }
  }
}

export function secondsUntil({ clock }: Pick<Platform, "clock">, at: number): number {
  return Math.max(0, (at - clock.now().getTime()) / 1000);
}

/** Id of the machine that an item protects. */
export function sourceOf(item: StoredResource): string {
  return asText(valueAt(item, "properties.sourceResourceId")) ?? "";
}
