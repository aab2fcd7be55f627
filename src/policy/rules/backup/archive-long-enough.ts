import { policyArchiveFindings, policyType } from "../../readings/backup-policy";
import { resourceRule } from "../../rule";

export const archiveLongEnough = resourceRule({
  id: "EVG-BACKUP-023",
  title: "What is archived is kept for six months more",
  severity: "high",
  why: "No recovery point is ever moved, so that the archive saves nothing.",
  remediation: [
    "Keep monthly or yearly recovery points for six months longer than `tieringPolicy.ArchivedRP.duration`.",
  ],
  withComponent:
    'new BackupPolicy("nightly", { vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups", monthlyRetentionInMonths: 24, archiveAfterMonths: 6 })',

  tags: ["backup"],
  references: ["learn.microsoft.com azure/backup/archive-tier-support"],

  types: [policyType],
  findings: policyArchiveFindings,
});
