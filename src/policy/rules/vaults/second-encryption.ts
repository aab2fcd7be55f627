import { infrastructureEncryptionFindings } from "../../../azure/vault";
import { vaultType } from "../../readings/recovery-vault";
import { hasOwnKey } from "../../readings/vault-key";
import { stackRule } from "../../rule";
import { vaultSnippetWith } from "./with-component";

const path = "properties.encryption.infrastructureEncryption";

export const secondEncryption = stackRule({
  id: "EVG-VAULT-006",
  title: "A second encryption lies beneath one with a key of one's own",
  severity: "critical",
  why: "Azure encrypts a second time only beneath a key of one's own, and refuses it without.",
  remediation: [
    "Set `keyVaultProperties` and `kekIdentity` beside `infrastructureEncryption`, or leave it out.",
  ],
  withComponent: vaultSnippetWith(
    `customerManagedKey: { keyUri: "https://fleet.vault.azure.net/keys/backups" },
  infrastructureEncryptionEnabled: true`,
  ),
  tags: ["vaults", "backup", "encryption"],
  references: ["learn.microsoft.com azure/backup/encryption-at-rest-with-cmk"],
  types: [vaultType],
  findings: (vault, stack) =>
    vault.inputs.text(path) === "Enabled"
      ? infrastructureEncryptionFindings(
          { infrastructureEncryptionEnabled: true, hasOwnKey: hasOwnKey(vault, stack) },
          path,
        )
      : [],
});
