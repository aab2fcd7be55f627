import { backupAgentFindings } from "../../../azure/backup-standards";
import { machineIdPath, machineOfItem, backupItemType } from "../../readings/backup-item";
import { configurationPath, operatingSystemOf } from "../../readings/virtual-machine";
import { stackRule } from "../../rule";

export const agentForBackup = stackRule({
  id: "EVG-BACKUP-063",
  title: "A machine under backup has an agent that runs extensions",
  severity: "high",
  why: "Azure Backup takes its snapshots through an extension; without the agent each backup fails with UserErrorGuestAgentStatusUnavailable.",
  remediation: [
    "Set `provisionVMAgent` in `linuxConfiguration` or `windowsConfiguration`, and `osProfile.allowExtensionOperations`, to true, or leave them out.",
  ],
  withComponent:
    'new VirtualMachineBackup("web", { virtualMachineId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.Compute/virtualMachines/web", vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups", policyId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups/backupPolicies/nightly" })',

  tags: ["backup"],
  references: [
    "learn.microsoft.com azure/backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout",
  ],

  types: [backupItemType],
  findings: (item, stack) => {
    const machine = machineOfItem(item, stack);
    if (machine.kind !== "declared") {
      return [];
    }
    const { inputs, name } = machine.resource;
    const system = operatingSystemOf(machine.resource);
    return backupAgentFindings(
      {
        name,
        provisionVmAgent:
          system === undefined
            ? undefined
            : inputs.flag(`${configurationPath(system)}.provisionVMAgent`),
        allowExtensionOperations: inputs.flag("osProfile.allowExtensionOperations"),
      },
      machineIdPath(item) ?? "",
    );
  },
});
