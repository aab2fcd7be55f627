import { policyFindings, policyType } from "../../readings/backup-policy";
import { resourceRule } from "../../rule";

export const weeklyStandardInstantRetention = resourceRule({
  id: "EVG-BACKUP-016",
  title: "A weekly Standard policy keeps instant recovery points for five days",
  severity: "high",
  why: "Azure refuses the policy (BMSUserErrorInvalidPolicyInput), and machines that wait for it stay without backups.",
  remediation: ["Set `instantRpRetentionRangeInDays` to 5, or leave it out."],
  withComponent:
    'new BackupPolicy("nightly", { vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups" })',

  tags: ["backup"],
  references: ["learn.microsoft.com azure/backup/backup-instant-restore-capability"],

  types: [policyType],
  findings: policyFindings,
});
