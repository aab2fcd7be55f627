import { vaultKeyFindings } from "../../../azure/vault-standards";
import { benchmark } from "../../benchmark";
import { vaultType } from "../../readings/recovery-vault";
import { hasOwnKey } from "../../readings/vault-key";
import { stackRule } from "../../rule";
import { vaultSnippetWith } from "./with-component";

export const ownKey = stackRule({
  id: "EVG-VAULT-024",
  title: "Backups are encrypted with a key of one's own",
  severity: "low",
  why: "Some have to be able to take Azure's access to their backups away, which takes a key of their own, given before the first backup.",
  remediation: [
    "Set `encryption: { keyVaultProperties: { keyUri } }` and `kekIdentity` in the vault's `properties`.",
  ],
  withComponent: vaultSnippetWith(
    'customerManagedKey: { keyUri: "https://fleet.vault.azure.net/keys/backups" }',
  ),
  frameworks: [benchmark("DP-5")],
  tags: ["vaults", "backup", "encryption"],
  references: ["learn.microsoft.com azure/backup/encryption-at-rest-with-cmk"],
  parameters: {
    required: {
      type: "boolean",
      description: "Whether every vault must be encrypted with a key of one's own.",
      default: false,
    },
  },
  types: [vaultType],
  findings: (vault, stack, parameters) =>
    parameters.required === true
      ? vaultKeyFindings(hasOwnKey(vault, stack), "properties.encryption.keyVaultProperties.keyUri")
      : [],
});
