import { mostInstantRecoveryPoints } from "../backup-limits";
import { restorePointLockFindings } from "../backup-point-locks";
import { instantRetentionOf } from "../backup-policy";
import { instantPointsKept } from "../backup-standards";
import { parseResourceId, resourceGroupId } from "../resource-id";
import { type BackupCheck, judged, ok, problem, unknown, warning } from "./check";
import type { BackupFacts, CollectionFacts, LockFacts, Told } from "./facts";
import { protectingItem } from "./protection-checks";

/** So many more points than the policy keeps are normal. Source: learn.microsoft.com backup/backup-support-matrix-iaas (n+1 to n+3). */
const normallyMore = 3;

/** Instant recovery points of the machine, and what keeps old ones. */
export function pointChecks(facts: BackupFacts): BackupCheck[] {
  const { locks, policy } = facts;
  const collections = seenCollections(facts);
  const kept =
    "value" in policy && policy.value !== undefined
      ? instantPointsKept(policy.value.policy)
      : undefined;
  return [
    judged("restore-point-locks", collections, (found) =>
      judged("restore-point-locks", locks, (all) => pointLocks(found, all)),
    ),
    judged("restore-point-count", collections, (found) => pointCount(found, kept)),
  ];
}

/** A machine whose last backup succeeded has restore points for some days: where none is seen, they are hidden. */
function seenCollections({
  at,
  collections,
  items,
  policy,
}: BackupFacts): Told<readonly CollectionFacts[]> {
  const item = "value" in items ? protectingItem(items.value) : undefined;
  const days =
    "value" in policy && policy.value !== undefined ? instantRetentionOf(policy.value.policy) : 1;
  const age = at.getTime() - (item?.lastBackupAt?.getTime() ?? 0);
  const expected = item?.lastBackupStatus === "Completed" && age < days * 86_400_000;
  return "value" in collections && collections.value.length === 0 && expected
    ? {
        reason:
          "The restore points of the last backup cannot be seen: the action Microsoft.Compute/restorePointCollections/read may be missing in the subscription.",
      }
    : collections;
}

function pointLocks(
  collections: readonly CollectionFacts[],
  locks: readonly LockFacts[],
): BackupCheck {
  const id = "restore-point-locks";
  const groups = new Set(collections.map(groupOf));
  const ids = locks.map((lock) => lock.id);
  const found = [...groups].flatMap((group) => restorePointLockFindings(group, ids, ""));
  const [first] = found;
  if (first === undefined) {
    return ok(
      id,
      groups.size === 0
        ? "The machine has no restore points yet."
        : `None reaches ${[...groups].map((group) => parseResourceId(group).name).join(", ")}.`,
    );
  }
  return problem(
    id,
    found.map(({ message }) => message).join(" "),
    "Remove the lock, then run an on-demand backup, which starts the clean-up: `evergreen backup clean-restore-points`.",
  );
}

function groupOf({ id }: CollectionFacts): string {
  const { subscriptionId = "", resourceGroupName = "" } = parseResourceId(id);
  return resourceGroupId(subscriptionId, resourceGroupName);
}

function pointCount(
  collections: readonly CollectionFacts[],
  kept: number | undefined,
): BackupCheck {
  const id = "restore-point-count";
  const hidden = collections.flatMap(({ points }) => ("reason" in points ? [points.reason] : []));
  const [reason] = hidden;
  const count = collections.reduce(
    (sum, { points }) => sum + ("value" in points ? points.value.length : 0),
    0,
  );
  // Those that are seen may be too many already.
  if (reason !== undefined && count < mostInstantRecoveryPoints) {
    return unknown(id, reason);
  }
  const planned =
    kept === undefined
      ? ""
      : `, and the policy keeps ${kept} (${kept + 1} to ${kept + normallyMore} are normal)`;
  const detail = `${count} of at most ${mostInstantRecoveryPoints} are there${planned}.`;
  if (count >= mostInstantRecoveryPoints) {
    return problem(
      id,
      detail,
      "See that no lock keeps old points, and run an on-demand backup: it is expected to fail once, and starts a clean-up that takes some hours: `evergreen backup clean-restore-points`.",
    );
  }
  return kept !== undefined && count > kept + normallyMore
    ? warning(
        id,
        `${detail} Old ones are not cleaned up.`,
        "See that no lock keeps them, and run an on-demand backup, which starts the clean-up.",
      )
    : ok(id, detail);
}
