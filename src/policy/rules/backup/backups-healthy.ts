import { backupHealthFindings } from "../../../azure/backup-standards";
import { benchmark } from "../../benchmark";
import { backupItemType, machineIdPath } from "../../readings/backup-item";
import { stackRule } from "../../rule";

export const backupsHealthy = stackRule({
  id: "EVG-BACKUP-065",
  title: "Azure finds nothing wrong with the backups of a machine",
  severity: "high",
  why: "A protection that is there, but fails, brings nothing back.",
  remediation: [
    "Look at `properties.healthDetails` of the item and at the vault's last job, and do what they recommend.",
  ],
  withComponent:
    'new VirtualMachineBackup("web", { virtualMachineId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.Compute/virtualMachines/web", vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups", policyId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups/backupPolicies/nightly" })',
  frameworks: [benchmark("BR-3")],
  tags: ["backup"],
  references: ["learn.microsoft.com azure/backup/backup-azure-monitoring-built-in-monitor"],

  types: [backupItemType],
  findings: (item) => {
    if (machineIdPath(item) === undefined) {
      return [];
    }
    const pathOf = (property: string): string =>
      item.isEvergreen ? property : `properties.${property}`;
    const said = (property: string): string | undefined => item.outputs.text(pathOf(property));
    return backupHealthFindings(
      {
        name: item.name,
        protectionState: said("protectionState"),
        healthStatus: said("healthStatus"),
        lastBackupStatus: said("lastBackupStatus"),
      },
      pathOf,
    );
  },
});
