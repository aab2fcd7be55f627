import { isBackupResourceGroup, restorePointGroupName } from "../../../azure/backup-names";
import { restorePointLockFindings } from "../../../azure/backup-point-locks";
import { normalizeRegion } from "../../../azure/regions";
import { resourceGroupId } from "../../../azure/resource-id";
import type { DeclaredStack } from "../../model/declared-stack";
import { machinePolicyOf, policyType } from "../../readings/backup-policy";
import { lockedScopeOf, lockType, subscriptionOfLock } from "../../readings/lock";
import { vaultType } from "../../readings/recovery-vault";
import { stackRule } from "../../rule";

export const restorePointsAreUnlocked = stackRule({
  id: "EVG-BACKUP-045",
  title: "No lock covers the group of instant recovery points",
  severity: "high",
  why: "Azure Backup cannot clean up under a lock: after 18 instant recovery points each backup of the machine fails.",
  remediation: [
    "Take the lock off, or lock the resources that it is for instead of the group or the subscription.",
  ],
  withComponent: `new RecoveryVault("vault", {
  resourceGroupName: "fleet",
  location: "westeurope",
  deletionLock: {},
});`,
  tags: ["backup", "locks"],
  references: [
    "learn.microsoft.com backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout",
  ],
  types: [lockType],
  findings: (lock, stack) => {
    const scope = lockedScopeOf(lock);
    if (scope === undefined) {
      return [];
    }
    const subscription = subscriptionOfLock(lock);
    const own = /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)$/i.exec(scope)?.[1];
    const names = new Set(stack.derived(groupsOfRestorePoints));
    if (own !== undefined && isBackupResourceGroup(own)) {
      names.add(own);
    }
    const lockId = `${scope}/providers/Microsoft.Authorization/locks/${lock.name}`;
    return [...names].flatMap((name) =>
      restorePointLockFindings(resourceGroupId(subscription, name), [lockId], "scope"),
    );
  },
});

/** Names of the first group that each policy of machines fills, as the policy says them or as Azure does. */
function groupsOfRestorePoints(stack: DeclaredStack): readonly string[] {
  const names = stack.all(policyType).flatMap((policy) => {
    if (policy.inputs.isUnknown("properties") || machinePolicyOf(policy) === undefined) {
      return [];
    }
    const details = policy.inputs.object("properties.instantRPDetails");
    const prefix = details?.text("azureBackupRGNamePrefix");
    const region = stack.around(policy, vaultType)?.inputs.text("location");
    if (prefix === undefined && region === undefined) {
      return [];
    }
    return [
      restorePointGroupName({
        region: normalizeRegion(region ?? ""),
        number: 1,
        prefix,
        suffix: details?.text("azureBackupRGNameSuffix"),
      }),
    ];
  });
  return [...new Set(names)];
}
