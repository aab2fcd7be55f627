import { mostInstantRecoveryPoints } from "../../azure/backup-limits";
import { parseResourceId, resourceGroupId } from "../../azure/resource-id";
import { restorePointLockFindings } from "../../azure/backup-point-locks";
import type { CollectionRow } from "../../azure/resource-graph-queries";
import type { ChangePlan, PlannedChange, SkippedChange } from "../run/change-plan";
import type { BackedUpItem } from "./on-demand-backup";

/** One step of a clean-up. */
export interface CleanUpStep extends PlannedChange {
  readonly step: "removeLock" | "backUp" | "waitForCleanUp" | "deleteCollection";
}

export interface CleanUpPlan extends ChangePlan {
  readonly changes: readonly CleanUpStep[];
  /** Collections of the machine, with the points that were in them. */
  readonly collections: readonly CollectionPoints[];
  /** What the on-demand backup is made of; left out where none is made. */
  readonly item?: BackedUpItem;
}

export interface CollectionPoints {
  readonly id: string;
  readonly points: number;
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
  /** Ids of all locks of the subscription. */
  readonly lockIds: readonly string[];
  /** The item that protects the machine. */
  readonly item: BackedUpItem | undefined;
}

const whereLocksMayStand =
  "Locks stay off: Azure Backup must delete old points there. A lock may stand on the vault, the machine or its own resource group, not on the group of the restore points or above it.";

/** The plan to clean the instant recovery points of a machine up. */
export function cleanUpPlan(facts: CleanUpFacts, choice: CleanUpChoice): CleanUpPlan {
  const { machine, collections, item } = facts;
  const locks = [...new Set(collections.flatMap(({ id }) => locksOver(id, facts.lockIds)))];
  const isLocked = locks.length > 0 && choice.removeLocks !== true;
  const changes: CleanUpStep[] = [];
  const skipped: SkippedChange[] = [];
  for (const id of locks) {
    const name = lockName(id);
    if (choice.removeLocks === true) {
      changes.push({ step: "removeLock", id, name, change: "Remove the lock for good" });
    } else {
      skipped.push({ id, name, reason: "The lock is removed only with --remove-lock." });
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
        reason: "The first backup is expected to fail while there are too many points.",
      });
      if (choice.wait === true) {
        changes.push(
          ...collections.map(({ id }) => ({
            step: "waitForCleanUp" as const,
            id,
            name: parseResourceId(id).name,
            change: "Wait until Azure has deleted old points, which takes hours",
          })),
        );
      }
    }
  }
  return {
    title: `Clean up the restore points of ${machine.name}`,
    changes,
    skipped,
    notes: notesOn(facts, choice, isLocked),
    collections,
    ...(item === undefined ? {} : { item }),
  };
}

function notesOn(
  { machine, collections, item }: CleanUpFacts,
  choice: CleanUpChoice,
  isLocked: boolean,
): string[] {
  if (collections.length === 0) {
    return [`${machine.name} has no instant recovery points that you can see.`];
  }
  const points = collections.reduce((sum, collection) => sum + collection.points, 0);
  return [
    `${machine.name} has ${points} of at most ${mostInstantRecoveryPoints} instant recovery points, in ${collections.map(({ id }) => parseResourceId(id).resourceGroupName ?? "").join(", ")}.`,
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

function deletion({ id, points }: CollectionPoints): CleanUpStep {
  return {
    step: "deleteCollection",
    id,
    name: parseResourceId(id).name,
    change: `Delete the collection with its ${points} points`,
    reason: "A deletion that times out is tried again: it ends after two or three tries.",
  };
}

/**
 * The plan to delete the collections of machines that are gone.
 *
 * @param machineIds - Every machine that is there, in lower case.
 */
export function orphanPlan(
  collections: readonly CollectionRow[],
  machineIds: ReadonlySet<string>,
  lockIds: readonly string[],
): CleanUpPlan {
  const changes: CleanUpStep[] = [];
  const skipped: SkippedChange[] = [];
  for (const { id, name, machineId } of collections) {
    if (machineIds.has(machineId) || machineId === "") {
      continue;
    }
    const machine = machineId.split("/").at(-1) ?? "";
    const [lock] = locksOver(id, lockIds);
    if (lock === undefined) {
      changes.push({
        step: "deleteCollection",
        id,
        name,
        change: "Delete the collection and its points",
        reason: `Its machine ${machine} is gone.`,
      });
    } else {
      skipped.push({ id, name, reason: `The lock ${lockName(lock)} keeps it: ${lock}` });
    }
  }
  return {
    title: "Delete the restore points of machines that are gone",
    changes,
    skipped,
    notes: [
      "Recovery points in vaults stay. Instant recovery points of a machine that is gone end by themselves when their days are over, unless a lock keeps them.",
    ],
    collections: [],
  };
}

/** Ids of the locks that hold for a collection. */
function locksOver(collectionId: string, lockIds: readonly string[]): string[] {
  const { subscriptionId = "", resourceGroupName = "" } = parseResourceId(collectionId);
  const group = resourceGroupId(subscriptionId, resourceGroupName);
  return lockIds.filter((id) => restorePointLockFindings(group, [id], "").length > 0);
}

function lockName(id: string): string {
  return id.split("/").at(-1) ?? "";
}
