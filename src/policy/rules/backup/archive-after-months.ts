import { policyArchiveFindings, policyType } from "../../readings/backup-policy";
import { resourceRule } from "../../rule";

export const archiveAfterMonths = resourceRule({
  id: "EVG-BACKUP-022",
  title: "Recovery points stay in the vault for three months before they are archived",
  severity: "high",
  why: "Azure refuses the policy (BMSUserErrorInvalidPolicyInput), and machines that wait for it stay without backups.",
  remediation: ["Set `tieringPolicy.ArchivedRP.duration` to 3 or more months."],
  withComponent:
    'new BackupPolicy("nightly", { vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups", monthlyRetentionInMonths: 24, archiveAfterMonths: 6 })',

  tags: ["backup"],
  references: ["learn.microsoft.com azure/backup/archive-tier-support"],

  types: [policyType],
  findings: policyArchiveFindings,
});
