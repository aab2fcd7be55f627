import { itemSecurityFindings } from "../../readings/backup-security";
import { backupItemType } from "../../readings/backup-item";
import { stackRule } from "../../rule";

export const confidentialByEnhancedPolicy = stackRule({
  id: "EVG-BACKUP-032",
  title: "A confidential machine is backed up by an Enhanced policy",
  severity: "high",
  why: "Azure refuses the protection.",
  remediation: ['Set `properties.policyType` of the policy to "V2".'],
  withComponent:
    'new VirtualMachineBackup("web", { virtualMachineId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.Compute/virtualMachines/web", vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups", policyId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups/backupPolicies/nightly" })',

  tags: ["backup"],
  references: ["learn.microsoft.com azure/backup/backup-azure-vms-enhanced-policy"],

  types: [backupItemType],
  findings: itemSecurityFindings,
});
