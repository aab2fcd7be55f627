import type { LockFacts } from "../../azure/backup-diagnosis/facts";
import { restorePointLockFindings } from "../../azure/backup-point-locks";
import { parseResourceId, resourceGroupId } from "../../azure/resource-id";
import type { ChangePlan, PlannedChange } from "../run/change-plan";
import type { BackedUpItem } from "./on-demand-backup";

/** One step of a clean-up. */
export interface CleanUpStep extends PlannedChange {
  readonly step: "removeLock" | "backUp" | "waitForCleanUp" | "deleteCollection" | "deleteOrphan";
}

export interface CleanUpPlan extends ChangePlan {
  readonly changes: readonly CleanUpStep[];
  /** The collections that the plan is about, with the points that were in them. */
  readonly collections: readonly CollectionPoints[];
  /** What the on-demand backup is made of; left out where none is made. */
  readonly item?: BackedUpItem;
}

export interface CollectionPoints {
  readonly id: string;
  readonly points: number;
  /** When the oldest and the newest of them were taken, ISO 8601; left out where that is not told. */
  readonly oldest?: string;
  readonly newest?: string;
}

export const notOfAzureBackup =
  "Its name is none that Azure Backup gives: somebody else took these restore points, and they stay.";

export function deletion(collection: CollectionPoints): CleanUpStep {
  const { id, points } = collection;
  return {
    step: "deleteCollection",
    id,
    name: nameIn(id),
    change: `Delete the collection with its ${points} ${points === 1 ? "point" : "points"}${ageOf([collection])}`,
    reason: "A deletion that times out is tried again: it ends after two or three tries.",
  };
}

export function removal({ id, level }: LockFacts): CleanUpStep {
  const { resourceGroupName } = parseResourceId(scopeOf(id));
  return {
    step: "removeLock",
    id,
    name: nameIn(id),
    change: `Remove the lock (${level}) on ${placeOf(id)} for good`,
    ...(resourceGroupName === undefined
      ? { reason: "It protects everything in the subscription, which then nothing does." }
      : {}),
  };
}

/** The locks that hold for collections, wherever they stand; the widest first, for it may protect the others. */
export function locksOver(
  collections: readonly CollectionPoints[],
  locks: readonly LockFacts[],
): LockFacts[] {
  const groups = collections.map(({ id }) => {
    const { subscriptionId = "", resourceGroupName = "" } = parseResourceId(id);
    return resourceGroupId(subscriptionId, resourceGroupName);
  });
  return locks
    .filter(({ id }) =>
      groups.some((group) => restorePointLockFindings(group, [id], "").length > 0),
    )
    .sort((one, other) => scopeOf(one.id).length - scopeOf(other.id).length);
}

/** What a lock stands on, with its kind: `the resource group web`. */
export function placeOf(lockId: string): string {
  const scope = scopeOf(lockId);
  const { resourceGroupName, name } = parseResourceId(scope);
  if (resourceGroupName === undefined) {
    return "the subscription";
  }
  return scope.split("/").length === 5 ? `the resource group ${resourceGroupName}` : name;
}

function scopeOf(lockId: string): string {
  return lockId.slice(0, lockId.toLowerCase().lastIndexOf("/providers/microsoft.authorization/"));
}

export function sumOf(collections: readonly CollectionPoints[]): number {
  return collections.reduce((sum, { points }) => sum + points, 0);
}

/** `, taken between 2026-11-01 and 2026-11-18`; nothing where that is not known. */
export function ageOf(collections: readonly CollectionPoints[]): string {
  const days = collections
    .flatMap(({ oldest, newest }) => [oldest, newest])
    .filter((moment) => moment !== undefined)
    .map((moment) => moment.slice(0, 10))
    .sort();
  const [first] = days;
  return first === undefined ? "" : `, taken between ${first} and ${days.at(-1) ?? ""}`;
}

export function nameIn(id: string): string {
  return id.split("/").at(-1) ?? "";
}
