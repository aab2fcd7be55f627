import { policyFindings, policyType } from "../../readings/backup-policy";
import { resourceRule } from "../../rule";

export const oneBackupTime = resourceRule({
  id: "EVG-BACKUP-012",
  title: "Daily and weekly backups run at one time of the day",
  severity: "high",
  why: "Azure refuses the policy (BMSUserErrorInvalidPolicyInput), and machines that wait for it stay without backups.",
  remediation: ["Give one time in `scheduleRunTimes`."],
  withComponent:
    'new BackupPolicy("nightly", { vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups" })',

  tags: ["backup"],
  references: ["learn.microsoft.com azure/backup/backup-support-matrix-iaas"],

  types: [policyType],
  findings: policyFindings,
});
