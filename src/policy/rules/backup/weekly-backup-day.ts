import { policyFindings, policyType } from "../../readings/backup-policy";
import { resourceRule } from "../../rule";

export const weeklyBackupDay = resourceRule({
  id: "EVG-BACKUP-014",
  title: "Weekly backups have a day on which they run",
  severity: "high",
  why: "Azure refuses the policy (BMSUserErrorInvalidPolicyInput), and machines that wait for it stay without backups.",
  remediation: ["Give days of the week in `scheduleRunDays`."],
  withComponent:
    'new BackupPolicy("nightly", { vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups", weekly: {} })',

  tags: ["backup"],
  references: ["learn.microsoft.com azure/backup/backup-support-matrix-iaas"],

  types: [policyType],
  findings: policyFindings,
});
