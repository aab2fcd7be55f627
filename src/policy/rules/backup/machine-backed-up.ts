import { machineBackedUpFindings } from "../../../azure/backup-standards";
import { benchmark } from "../../benchmark";
import { NotYetKnown } from "../../model/reader";
import { backupItemsOf, isStopped } from "../../readings/backup-item";
import { virtualMachineType } from "../../readings/virtual-machine";
import { stackRule } from "../../rule";

export const machineBackedUp = stackRule({
  id: "EVG-BACKUP-060",
  title: "Each machine is backed up",
  severity: "medium",
  why: "A machine without recovery points is lost with its disks, to a mistake as much as to ransomware.",
  remediation: [
    "Protect the machine with a `recoveryservices.ProtectedItem` whose `properties.sourceResourceId` is its id.",
  ],
  withComponent:
    'new VirtualMachineBackup("web", { virtualMachineId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.Compute/virtualMachines/web", vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups", policyId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups/backupPolicies/nightly" })',
  frameworks: [benchmark("BR-1")],
  tags: ["backup"],
  references: ["learn.microsoft.com azure/backup/backup-azure-vms-introduction"],

  types: [virtualMachineType],
  findings: (machine, stack) => {
    const { byKey, undecided } = stack.derived(backupItemsOf);
    const items = byKey.get(machine) ?? [];
    if (items.length === 0 && undecided !== undefined) {
      throw new NotYetKnown(undecided);
    }
    const backedUp = items.some((item) => !isStopped(item));
    return machineBackedUpFindings(
      { name: machine.name, backedUp, stopped: items.length > 0 },
      "id",
    );
  },
});
