import { key, oneVault, vaultSettings } from "../../fixtures-vaults";
import { type RuleCases, withProperty } from "../../program";

const path = "properties.encryption";

export const cases: RuleCases = {
  rule: "EVG-VAULT-024",
  parameters: { required: true },
  compliant: [
    withProperty(oneVault, "vault", path, key),
    [...oneVault, vaultSettings({ encryption: { keyUri: key.keyVaultProperties.keyUri } })],
  ],
  failing: [
    {
      title: "Azure's key",
      change: (program) => withProperty(program, "vault", path, undefined),
      resource: "vault",
      messages: [
        `${path}.keyVaultProperties.keyUri: The vault is encrypted with Azure's key. Give the address of a key of your own before anything is backed up: Azure takes none later.`,
      ],
    },
  ],
  unknown: [{ resource: "vault", property: "properties" }],
};
