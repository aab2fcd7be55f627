import { policyFindings, policyType } from "../../readings/backup-policy";
import { resourceRule } from "../../rule";

export const retentionOfSchedule = resourceRule({
  id: "EVG-BACKUP-018",
  title: "A policy says how long the backups of its schedule are kept",
  severity: "high",
  why: "Azure refuses the policy (BMSUserErrorInvalidPolicyInput), and machines that wait for it stay without backups.",
  remediation: ["Give `retentionPolicy.dailySchedule`; for a weekly schedule `weeklySchedule`."],
  withComponent:
    'new BackupPolicy("nightly", { vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups", dailyRetentionInDays: 30 })',

  tags: ["backup"],
  references: ["learn.microsoft.com azure/backup/backup-support-matrix-iaas"],

  types: [policyType],
  findings: policyFindings,
});
