import { restorePointGroupFindings } from "../../../azure/backup-point-group";
import { policyType } from "../../readings/backup-policy";
import { resourceRule } from "../../rule";

export const restorePointGroupName = resourceRule({
  id: "EVG-BACKUP-024",
  title: "Azure Backup can give its resource groups the names that a policy wants",
  severity: "high",
  why: "Azure refuses the policy (BMSUserErrorInvalidPolicyInput), and machines that wait for it stay without backups.",
  remediation: [
    "Give `instantRPDetails.azureBackupRGNamePrefix` and `azureBackupRGNameSuffix` that make a name of at most 74 characters.",
  ],
  withComponent:
    'new BackupPolicy("nightly", { vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups", restorePointGroup: { namePrefix: "points-" } })',

  tags: ["backup"],
  references: ["learn.microsoft.com azure/backup/backup-during-vm-creation"],

  types: [policyType],
  findings: ({ inputs }) => {
    const details = inputs.object("properties.instantRPDetails");
    const namePrefix = details?.text("azureBackupRGNamePrefix") ?? "";
    const nameSuffix = details?.text("azureBackupRGNameSuffix") ?? "";
    return details === undefined || (namePrefix === "" && nameSuffix === "")
      ? []
      : restorePointGroupFindings(
          { namePrefix, nameSuffix },
          details.at("azureBackupRGNamePrefix"),
        );
  },
});
