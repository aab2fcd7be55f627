import { policyFindings, policyType } from "../../readings/backup-policy";
import { resourceRule } from "../../rule";

export const instantRetention = resourceRule({
  id: "EVG-BACKUP-017",
  title: "Instant recovery points are kept for as long as the kind of policy allows",
  severity: "high",
  why: "Azure refuses the policy (BMSUserErrorInvalidPolicyInput), and machines that wait for it stay without backups.",
  remediation: [
    "Set `instantRpRetentionRangeInDays` to 1 to 5 in a Standard policy, 1 to 30 in an Enhanced one.",
  ],
  withComponent:
    'new BackupPolicy("nightly", { vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups", instantRestoreRetentionInDays: 7 })',

  tags: ["backup"],
  references: ["learn.microsoft.com azure/backup/backup-instant-restore-capability"],

  types: [policyType],
  findings: policyFindings,
});
