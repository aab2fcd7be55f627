import { crossRegionRestoreFindings } from "../../../azure/vault";
import { vaultType } from "../../readings/recovery-vault";
import { resourceRule } from "../../rule";
import { vaultSnippetWith } from "./with-component";

const base = "properties.redundancySettings";

export const restoresWhereKept = resourceRule({
  id: "EVG-VAULT-001",
  title: "Restores across regions are asked of a geo-redundant vault",
  severity: "critical",
  why: "Only a geo-redundant vault keeps backups in the paired region; Azure refuses such restores for others.",
  remediation: [
    'Set `standardTierStorageRedundancy: "GeoRedundant"` beside `crossRegionRestore: "Enabled"`.',
  ],
  withComponent: vaultSnippetWith("crossRegionRestoreEnabled: true"),
  tags: ["vaults", "backup"],
  references: ["learn.microsoft.com azure/backup/backup-create-recovery-services-vault"],
  types: [vaultType],
  findings: ({ inputs }) => {
    const path = `${base}.crossRegionRestore`;
    if (inputs.text(path) !== "Enabled") {
      return [];
    }
    // What is not said of redundancy is another rule's matter.
    const redundancy = inputs.text(`${base}.standardTierStorageRedundancy`);
    return redundancy === undefined
      ? []
      : crossRegionRestoreFindings({ redundancy, crossRegionRestoreEnabled: true }, path);
  },
});
