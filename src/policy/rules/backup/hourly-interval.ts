import { policyFindings, policyType } from "../../readings/backup-policy";
import { resourceRule } from "../../rule";

export const hourlyInterval = resourceRule({
  id: "EVG-BACKUP-011",
  title: "Hourly backups have an interval that Azure takes",
  severity: "high",
  why: "Azure refuses the policy (BMSUserErrorInvalidPolicyInput), and machines that wait for it stay without backups.",
  remediation: ["Set `hourlySchedule.interval` to 4, 6, 8, 12 or 24."],
  withComponent:
    'new BackupPolicy("nightly", { vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups", hourly: { intervalInHours: 4, windowInHours: 12 } })',

  tags: ["backup"],
  references: ["learn.microsoft.com azure/backup/backup-azure-vms-enhanced-policy"],

  types: [policyType],
  findings: policyFindings,
});
