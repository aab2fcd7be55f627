import { keyAndCrossRegionRestoreFindings } from "../../../azure/vault";
import { vaultType } from "../../readings/recovery-vault";
import { hasOwnKey } from "../../readings/vault-key";
import { stackRule } from "../../rule";
import { vaultSnippetWith } from "./with-component";

const path = "properties.redundancySettings.crossRegionRestore";

export const keyBesideRestores = stackRule({
  id: "EVG-VAULT-005",
  title: "Restores across regions are not asked of a vault with a key of one's own",
  severity: "high",
  why: "A vault with a key of one's own does not restore in the paired region, which is found out when the first one is lost.",
  remediation: [
    'Set `crossRegionRestore: "Disabled"`, or leave `encryption` out before anything is backed up.',
  ],
  withComponent: vaultSnippetWith(
    'customerManagedKey: { keyUri: "https://fleet.vault.azure.net/keys/backups" }',
  ),
  tags: ["vaults", "backup", "encryption"],
  references: ["learn.microsoft.com azure/backup/encryption-at-rest-with-cmk"],
  types: [vaultType],
  findings: (vault, stack) =>
    vault.inputs.text(path) === "Enabled" && hasOwnKey(vault, stack)
      ? keyAndCrossRegionRestoreFindings(true, path)
      : [],
});
