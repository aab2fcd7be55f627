import { archiveRedundancyFindings } from "../../../azure/backup-archive";
import { vaultType } from "../../readings/recovery-vault";
import { archiveModePath, policyType } from "../../readings/backup-policy";
import { stackRule } from "../../rule";

export const archiveRedundancy = stackRule({
  id: "EVG-BACKUP-049",
  title: "A vault whose policies archive is not zone-redundant",
  severity: "medium",
  why: "A zone-redundant vault has no archive, so that nothing is moved.",
  remediation: [
    "Choose another `redundancySettings.standardTierStorageRedundancy` of the vault, or leave `tieringPolicy` out.",
  ],
  withComponent:
    'new BackupPolicy("nightly", { vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups" })',

  tags: ["backup"],
  references: ["learn.microsoft.com azure/backup/archive-tier-support"],

  types: [policyType],
  findings: (policy, stack) => {
    const path = archiveModePath(policy);
    const vault = path === undefined ? undefined : stack.around(policy, vaultType);
    const redundancy = vault?.inputs.text(
      "properties.redundancySettings.standardTierStorageRedundancy",
    );
    return path === undefined || redundancy === undefined
      ? []
      : archiveRedundancyFindings(redundancy, path);
  },
});
