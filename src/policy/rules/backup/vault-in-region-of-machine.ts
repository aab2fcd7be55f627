import { backupRegionFindings } from "../../../azure/backed-up-machine";
import { backupItemType, machineIdPath, machineOfItem } from "../../readings/backup-item";
import { vaultType } from "../../readings/recovery-vault";
import { stackRule } from "../../rule";

export const vaultInRegionOfMachine = stackRule({
  id: "EVG-BACKUP-031",
  title: "A machine is backed up in a vault of its own region",
  severity: "high",
  why: "Azure refuses the protection.",
  remediation: ["Make the vault in the `location` of the machine."],
  withComponent:
    'new VirtualMachineBackup("web", { virtualMachineId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.Compute/virtualMachines/web", vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups", policyId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups/backupPolicies/nightly" })',

  tags: ["backup"],
  references: ["learn.microsoft.com azure/backup/backup-support-matrix-iaas"],

  types: [backupItemType],
  findings: (item, stack) => {
    const machine = machineOfItem(item, stack);
    if (machine.kind !== "declared") {
      return [];
    }
    const at = machine.resource.inputs.text("location");
    const vault = stack.around(item, vaultType)?.inputs.text("location");
    return at === undefined || vault === undefined
      ? []
      : backupRegionFindings({ machine: at, vault }, machineIdPath(item) ?? "");
  },
});
