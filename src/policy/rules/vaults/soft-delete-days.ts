import { softDeleteFindings } from "../../../azure/vault";
import { vaultType } from "../../readings/recovery-vault";
import { resourceRule } from "../../rule";
import { vaultSnippetWith } from "./with-component";

const path = "properties.securitySettings.softDeleteSettings.softDeleteRetentionPeriodInDays";

export const softDeleteDays = resourceRule({
  id: "EVG-VAULT-002",
  title: "Deleted backups are kept for as long as a vault can keep them",
  severity: "critical",
  why: "A vault keeps deleted backups for 14 to 180 days; Azure refuses any other number.",
  remediation: ["Set `softDeleteRetentionPeriodInDays` to a whole number from 14 to 180."],
  withComponent: vaultSnippetWith("softDeleteRetentionInDays: 30"),
  tags: ["vaults", "backup"],
  references: ["learn.microsoft.com azure/backup/backup-azure-enhanced-soft-delete-about"],
  types: [vaultType],
  findings: ({ inputs }) => {
    const days = inputs.number(path);
    return days === undefined ? [] : softDeleteFindings(days, path);
  },
});
