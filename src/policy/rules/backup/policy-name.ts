import { backupPolicyNameFindings } from "../../../azure/backup-policy-name";
import { policyType } from "../../readings/backup-policy";
import { resourceRule } from "../../rule";

export const policyName = resourceRule({
  id: "EVG-BACKUP-025",
  title: "A backup policy has a name that Azure takes",
  severity: "high",
  why: "Azure refuses the policy.",
  remediation: ['Give `policyName` 3 to 150 letters, digits, "-", "_" and "!", a letter first.'],
  withComponent:
    'new BackupPolicy("nightly", { vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups", policyName: "nightly" })',

  tags: ["backup"],
  references: ["learn.microsoft.com azure/azure-resource-manager/management/resource-name-rules"],

  types: [policyType],
  findings: ({ inputs }) => {
    const name = inputs.text("policyName");
    return name === undefined ? [] : backupPolicyNameFindings(name, "policyName");
  },
});
