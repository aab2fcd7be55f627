import { itemDiskFindings } from "../../readings/backup-disks";
import { backupItemType } from "../../readings/backup-item";
import { stackRule } from "../../rule";

export const newDisksByEnhancedPolicy = stackRule({
  id: "EVG-BACKUP-004",
  title: "Ultra and Premium v2 disks are backed up by an Enhanced policy",
  severity: "high",
  why: "Azure refuses the protection, or each backup fails (UserErrorUnsupportedDiskSize).",
  remediation: ['Set `properties.policyType` of the policy to "V2".'],
  withComponent:
    'new VirtualMachineBackup("web", { virtualMachineId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.Compute/virtualMachines/web", vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups", policyId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups/backupPolicies/nightly" })',

  tags: ["backup"],
  references: ["learn.microsoft.com azure/backup/backup-support-matrix-iaas"],

  types: [backupItemType],
  findings: itemDiskFindings,
});
