import { isBackupCollection } from "../../azure/backup-names";
import type { LockFacts } from "../../azure/backup-diagnosis/facts";
import { mostInstantRecoveryPoints } from "../../azure/backup-limits";
import { parseResourceId } from "../../azure/resource-id";
import type { SkippedChange } from "../run/change-plan";
import {
  ageOf,
  type CleanUpPlan,
  type CleanUpStep,
  type CollectionPoints,
  deletion,
  locksOver,
  nameIn,
  notOfAzureBackup,
  placeOf,
  removal,
  sumOf,
} from "./clean-up-steps";
import type { BackedUpItem } from "./on-demand-backup";

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

function notesOn(
  { machine, item }: CleanUpFacts,
  collections: readonly CollectionPoints[],
  choice: CleanUpChoice,
  isLocked: boolean,
): string[] {
  if (collections.length === 0) {
    return [
      `${machine.name} has no instant recovery points that you can see. It takes the action Microsoft.Compute/restorePointCollections/read in the subscription to see them, which rolePresets.backupDiagnostician grants.`,
    ];
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
