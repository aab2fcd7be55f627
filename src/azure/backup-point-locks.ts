import { errorFinding as error, type Finding } from "./finding";
import { isAtOrBelow, parseResourceId } from "./resource-id";

const lockSegment = "/providers/microsoft.authorization/locks/";

/**
 * Refuses locks at, above and below a resource group for instant recovery points: what is out of date stays there, and
 * after 18 of them backups fail with `UserErrorRpCollectionLimitReached`.
 *
 * Source: learn.microsoft.com backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout.
 *
 * @param lockIds - Ids of the locks that are known, wherever they are.
 */
export function restorePointLockFindings(
  groupId: string,
  lockIds: readonly string[],
  path: string,
): Finding[] {
  const found = lockIds.flatMap((id) => {
    const at = id.toLowerCase().lastIndexOf(lockSegment);
    const scope = at < 0 ? undefined : id.slice(0, at);
    return scope !== undefined && (isAtOrBelow(groupId, scope) || isAtOrBelow(scope, groupId))
      ? [{ id: id.toLowerCase(), scope, name: id.slice(at + lockSegment.length) }]
      : [];
  });
  const once = found.filter(({ id }, index) => found.findIndex((each) => each.id === id) === index);
  return once.map(({ scope, name }) =>
    error(
      "EVG-BACKUP-045",
      path,
      `The lock "${name}" on "${scope}" keeps Azure Backup from cleaning up in the resource group "${parseResourceId(groupId).name}", and backups fail after 18 instant recovery points (UserErrorRpCollectionLimitReached).`,
      "Remove the lock, or let Azure make and name a group that no lock covers.",
    ),
  );
}
