import { isBackupCollection } from "../../azure/backup-names";
import type { LockFacts } from "../../azure/backup-diagnosis/facts";
import type { SkippedChange } from "../run/change-plan";
import {
  type CleanUpPlan,
  type CleanUpStep,
  type CollectionPoints,
  deletion,
  locksOver,
  nameIn,
  notOfAzureBackup,
  placeOf,
} from "./clean-up-steps";
import type { MachinePresence } from "./machine-presence";

/** A collection, and whether the machine is there whose points it holds. */
export interface OrphanFacts {
  readonly collection: CollectionPoints;
  readonly machineId: string;
  readonly machine: MachinePresence;
}

/** The plan to delete the collections of machines that are gone. */
export function orphanPlan(
  facts: readonly OrphanFacts[],
  locks: readonly LockFacts[],
): CleanUpPlan {
  const changes: CleanUpStep[] = [];
  const skipped: SkippedChange[] = [];
  const orphans = facts.filter(({ machine }) => machine !== "seen");
  for (const { collection, machineId, machine } of orphans) {
    const { id } = collection;
    const name = nameIn(id);
    const [lock] = locksOver([collection], locks);
    if (machine !== "deleted") {
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
      ...(orphans.length === 0 ? ["No restore points of machines that are gone are seen."] : []),
      "Recovery points in vaults stay. Instant recovery points of a machine that is gone end by themselves when their days are over, unless a lock keeps them.",
    ],
    collections: orphans.map(({ collection }) => collection),
  };
}
