import { ephemeralDiskFindings } from "../../../azure/backed-up-machine";
import { machineIdPath, machineOfItem, backupItemType } from "../../readings/backup-item";
import { stackRule } from "../../rule";

export const noEphemeralDisk = stackRule({
  id: "EVG-BACKUP-046",
  title: "No machine under backup has an ephemeral system disk",
  severity: "high",
  why: "Azure Backup does not take such machines, and refuses the protection.",
  remediation: [
    "Leave `storageProfile.osDisk.diffDiskSettings` out, or do not back the machine up.",
  ],
  withComponent:
    'new VirtualMachineBackup("web", { virtualMachineId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.Compute/virtualMachines/web", vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups", policyId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups/backupPolicies/nightly" })',

  tags: ["backup"],
  references: ["learn.microsoft.com azure/backup/backup-support-matrix-iaas"],

  types: [backupItemType],
  findings: (item, stack) => {
    const machine = machineOfItem(item, stack);
    return machine.kind === "declared" &&
      machine.resource.inputs.text("storageProfile.osDisk.diffDiskSettings.option") === "Local"
      ? ephemeralDiskFindings(machineIdPath(item) ?? "")
      : [];
  },
});
