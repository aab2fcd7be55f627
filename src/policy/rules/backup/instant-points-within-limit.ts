import { instantPointFindings } from "../../../azure/backup-standards";
import { machinePolicyOf, policyType } from "../../readings/backup-policy";
import { resourceRule } from "../../rule";

export const instantPointsWithinLimit = resourceRule({
  id: "EVG-BACKUP-062",
  title: "A policy keeps no more instant recovery points than a machine can have",
  severity: "medium",
  why: "A machine has at most 18 instant recovery points; with more, backups fail with UserErrorRpCollectionLimitReached.",
  remediation: [
    "Lower `instantRpRetentionRangeInDays`, or back up less often in `hourlySchedule`.",
  ],
  withComponent:
    'new BackupPolicy("nightly", { vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups", hourly: { intervalInHours: 4, windowInHours: 12 }, instantRestoreRetentionInDays: 2 })',

  tags: ["backup"],
  references: [
    "learn.microsoft.com azure/backup/backup-instant-restore-capability",
    "learn.microsoft.com azure/backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout",
  ],

  types: [policyType],
  findings: (resource) => {
    const policy = machinePolicyOf(resource);
    return policy === undefined
      ? []
      : instantPointFindings(policy, "properties.instantRpRetentionRangeInDays");
  },
});
