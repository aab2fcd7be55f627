import { itemSecurityFindings } from "../../readings/backup-security";
import { backupItemType } from "../../readings/backup-item";
import { stackRule } from "../../rule";

export const trustedLaunchByEnhancedPolicy = stackRule({
  id: "EVG-BACKUP-033",
  title: "A Trusted Launch machine is backed up by an Enhanced policy",
  severity: "medium",
  why: "A Standard policy takes Trusted Launch machines from new clients alone, and Azure takes no machine back from an Enhanced policy later.",
  remediation: ['Set `properties.policyType` of the policy to "V2".'],
  withComponent:
    'new VirtualMachineBackup("web", { virtualMachineId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.Compute/virtualMachines/web", vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups", policyId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups/backupPolicies/nightly" })',

  tags: ["backup"],
  references: ["learn.microsoft.com azure/backup/backup-azure-vms-enhanced-policy"],

  types: [backupItemType],
  findings: itemSecurityFindings,
});
