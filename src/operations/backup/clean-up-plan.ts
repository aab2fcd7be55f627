import { isBackupCollection } from "../../azure/backup-names";
import type { LockFacts } from "../../azure/backup-diagnosis/facts";
import { mostInstantRecoveryPoints } from "../../azure/backup-limits";
import { restorePointLockFindings } from "../../azure/backup-point-locks";
import { parseResourceId, resourceGroupId } from "../../azure/resource-id";
import type { ChangePlan, PlannedChange, SkippedChange } from "../run/change-plan";
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

/** How restore points of a machine are to be cleaned up. */
export interface CleanUpChoice {
  /** Whether locks that keep old points are removed. Defaults to `false`. */
  readonly removeLocks?: boolean;
  /** Whether the collections are deleted, with every instant recovery point, instead of letting Azure clean up. Defaults to `false`. */
  readonly deleteCollections?: boolean;
  /** Whether to wait for Azure's clean-up, which takes hours. Defaults to `false`. */
  readonly wait?: boolean;
}

/** What was read for a clean-up. */
export interface CleanUpFacts {
  readonly machine: { readonly id: string; readonly name: string };
  readonly collections: readonly CollectionPoints[];
  /** All locks of the subscription. */
  readonly locks: readonly LockFacts[];
  /** The item that protects the machine. */
  readonly item: BackedUpItem | undefined;
}

const whereLocksMayStand =
  "Locks stay off: Azure Backup must delete old points there. A lock may stand on the vault, the machine or its own resource group, not on the group of the restore points or above it.";

/** The plan to clean the instant recovery points of a machine up. */
export function cleanUpPlan(facts: CleanUpFacts, choice: CleanUpChoice): CleanUpPlan {
  const { machine, item } = facts;
  const collections = facts.collections.filter(({ id }) => isBackupCollection(nameIn(id)));
  const points = sumOf(collections);
  const locks = locksOver(collections, facts.locks);
  const isLocked = locks.length > 0 && choice.removeLocks !== true;
  const changes: CleanUpStep[] = [];
  const skipped: SkippedChange[] = facts.collections
    .filter((collection) => !collections.includes(collection))
    .map(({ id }) => ({ id, name: nameIn(id), reason: notOfAzureBackup }));
  for (const lock of locks) {
    if (choice.removeLocks === true) {
      changes.push(removal(lock));
    } else {
      const reason = `The lock (${lock.level}) on ${placeOf(lock.id)} is removed only with --remove-lock.`;
      skipped.push({ id: lock.id, name: nameIn(lock.id), reason });
    }
  }
  if (collections.length > 0 && !isLocked) {
    if (choice.deleteCollections === true) {
      changes.push(...collections.map(deletion));
    } else if (item !== undefined) {
      changes.push({
        step: "backUp",
        id: item.id,
        name: machine.name,
        change: "Back up on demand, which begins the clean-up",
        ...(points < mostInstantRecoveryPoints
          ? {}
          : {
              reason:
                "The first backup is expected to fail, for there are too many points; that is no failure of the clean-up.",
            }),
      });
      if (choice.wait === true && points >= mostInstantRecoveryPoints) {
        changes.push({
          step: "waitForCleanUp",
          id: machine.id,
          name: machine.name,
          change: `Wait until there are fewer than ${mostInstantRecoveryPoints} points, which takes hours`,
        });
      }
    }
  }
  return {
    title: `Clean up the restore points of ${machine.name}`,
    changes,
    skipped,
    notes: notesOn(facts, collections, choice, isLocked),
    collections,
    ...(item === undefined ? {} : { item }),
  };
}

const notOfAzureBackup =
  "Its name is none that Azure Backup gives: somebody else took these restore points, and they stay.";

function notesOn(
  { machine, item }: CleanUpFacts,
  collections: readonly CollectionPoints[],
  choice: CleanUpChoice,
  isLocked: boolean,
): string[] {
  if (collections.length === 0) {
    return [`${machine.name} has no instant recovery points that you can see.`];
  }
  const groups = collections.map(({ id }) => parseResourceId(id).resourceGroupName ?? "");
  return [
    `${machine.name} has ${sumOf(collections)} of at most ${mostInstantRecoveryPoints} instant recovery points, in ${groups.join(", ")}${ageOf(collections)}.`,
    ...(isLocked
      ? ["While a lock keeps old points, neither Azure nor you can delete them. Add --remove-lock."]
      : []),
    ...(choice.removeLocks === true ? [whereLocksMayStand] : []),
    ...(choice.deleteCollections === true
      ? ["Recovery points in the vault stay; instant restores from what is deleted end."]
      : item === undefined
        ? ["No vault protects the machine, so no backup can begin the clean-up. Add --delete."]
        : []),
  ];
}

/** A collection, and whether the machine is there whose points it holds. */
export interface OrphanFacts {
  readonly collection: CollectionPoints;
  readonly machineId: string;
  readonly machine: "gone" | "there" | "cannot be read";
}

/** The plan to delete the collections of machines that are gone. */
export function orphanPlan(
  facts: readonly OrphanFacts[],
  locks: readonly LockFacts[],
): CleanUpPlan {
  const changes: CleanUpStep[] = [];
  const skipped: SkippedChange[] = [];
  const orphans = facts.filter(({ machine }) => machine !== "there");
  for (const { collection, machineId, machine } of orphans) {
    const { id } = collection;
    const name = nameIn(id);
    const [lock] = locksOver([collection], locks);
    if (machine !== "gone") {
      const reason = `Whether its machine is gone cannot be read: ${machineId}`;
      skipped.push({ id, name, reason });
    } else if (!isBackupCollection(name)) {
      skipped.push({ id, name, reason: notOfAzureBackup });
    } else if (lock !== undefined) {
      const reason = `The lock "${nameIn(lock.id)}" (${lock.level}) on ${placeOf(lock.id)} keeps it: remove that first.`;
      skipped.push({ id, name, reason });
    } else {
      changes.push({
        ...deletion(collection),
        step: "deleteOrphan",
        reason: `Its machine ${nameIn(machineId)} is gone.`,
      });
    }
  }
  return {
    title: "Delete the restore points of machines that are gone",
    changes,
    skipped,
    notes: [
      "Recovery points in vaults stay. Instant recovery points of a machine that is gone end by themselves when their days are over, unless a lock keeps them.",
    ],
    collections: orphans.map(({ collection }) => collection),
  };
}

function deletion(collection: CollectionPoints): CleanUpStep {
  const { id, points } = collection;
  return {
    step: "deleteCollection",
    id,
    name: nameIn(id),
    change: `Delete the collection with its ${points} ${points === 1 ? "point" : "points"}${ageOf([collection])}`,
    reason: "A deletion that times out is tried again: it ends after two or three tries.",
  };
}

function removal({ id, level }: LockFacts): CleanUpStep {
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
function locksOver(
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
function placeOf(lockId: string): string {
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

function sumOf(collections: readonly CollectionPoints[]): number {
  return collections.reduce((sum, { points }) => sum + points, 0);
}

/** `, taken between 2026-11-01 and 2026-11-18`; nothing where that is not known. */
function ageOf(collections: readonly CollectionPoints[]): string {
  const days = collections
    .flatMap(({ oldest, newest }) => [oldest, newest])
    .filter((moment) => moment !== undefined)
    .map((moment) => moment.slice(0, 10))
    .sort();
  const [first] = days;
  return first === undefined ? "" : `, taken between ${first} and ${days.at(-1) ?? ""}`;
}

function nameIn(id: string): string {
  return id.split("/").at(-1) ?? "";
}
