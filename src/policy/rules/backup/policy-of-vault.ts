import { backupPolicyVaultFindings } from "../../../azure/backed-up-machine";
import { backupItemType, policyIdPath, vaultIdOfItem } from "../../readings/backup-item";
import { policyType } from "../../readings/backup-policy";
import { vaultType } from "../../readings/recovery-vault";
import { stackRule } from "../../rule";

export const policyOfVault = stackRule({
  id: "EVG-BACKUP-030",
  title: "A machine follows a policy of the vault that backs it up",
  severity: "high",
  why: "Azure refuses the protection.",
  remediation: ["Give `properties.policyId` of a policy in the vault of the item."],
  withComponent:
    'new VirtualMachineBackup("web", { virtualMachineId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.Compute/virtualMachines/web", vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups", policyId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups/backupPolicies/nightly" })',

  tags: ["backup"],
  references: ["learn.microsoft.com azure/backup/backup-azure-arm-userestapi-backupazurevms"],

  types: [backupItemType],
  findings: (item, stack) => {
    const path = policyIdPath(item);
    const policy = stack.target(item, path, policyType);
    if (policy.kind === "declared") {
      const holding = stack.around(policy.resource, vaultType);
      if (holding !== undefined && holding === stack.around(item, vaultType)) {
        return [];
      }
    }
    const policyId = item.inputs.text(path);
    const vaultId = policyId === undefined ? undefined : vaultIdOfItem(item, policyId);
    return policyId === undefined || vaultId === undefined
      ? []
      : backupPolicyVaultFindings({ vaultId, policyId }, path);
  },
});
