import { vaultRedundancyFindings } from "../../../azure/vault-standards";
import { benchmark } from "../../benchmark";
import { vaultType } from "../../readings/recovery-vault";
import { resourceRule } from "../../rule";
import { vaultSnippet } from "./with-component";

const path = "properties.redundancySettings.standardTierStorageRedundancy";

export const redundant = resourceRule({
  id: "EVG-VAULT-020",
  title: "Backups outlive the loss of a datacentre",
  severity: "high",
  why: "Backups that are kept in one datacentre are lost with it, and once something is backed up the redundancy cannot be changed.",
  remediation: [
    'Set `redundancySettings: { standardTierStorageRedundancy: "GeoRedundant" }` in the vault\'s `properties`, or "ZoneRedundant" where data must stay in the region.',
  ],
  withComponent: vaultSnippet,
  frameworks: [benchmark("BR-2")],
  tags: ["vaults", "backup"],
  references: ["learn.microsoft.com azure/backup/backup-create-recovery-services-vault"],
  parameters: {
    redundancies: {
      type: "array",
      description: "Redundancies that are enough.",
      default: ["GeoRedundant", "ZoneRedundant"],
      items: { type: "string", enum: ["GeoRedundant", "ZoneRedundant", "LocallyRedundant"] },
    },
  },
  types: [vaultType],
  findings: (vault, parameters) =>
    vaultRedundancyFindings(
      vault.inputs.text(path),
      parameters.redundancies as readonly string[],
      path,
    ),
});
