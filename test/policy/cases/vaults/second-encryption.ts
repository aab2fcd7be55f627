import { key, oneVault, vaultSettings } from "../../fixtures-vaults";
import { type RuleCases, withProperty } from "../../program";

const path = "properties.encryption";
const both = { ...key, infrastructureEncryption: "Enabled" };

export const cases: RuleCases = {
  rule: "EVG-VAULT-006",
  compliant: [
    withProperty(oneVault, "vault", path, both),
    oneVault,
    withProperty(
      [...oneVault, vaultSettings({ encryption: { keyUri: key.keyVaultProperties.keyUri } })],
      "vault",
      `${path}.infrastructureEncryption`,
      "Enabled",
    ),
  ],
  failing: [
    {
      title: "no key to be beneath",
      change: (program) => withProperty(program, "vault", `${path}.keyVaultProperties`, undefined),
      resource: "vault",
      messages: [
        `${path}.infrastructureEncryption: A second encryption is asked for, but it lies beneath that with a key of one's own, and there is none. Give a key of your own, or leave the second encryption out.`,
      ],
    },
  ],
  unknown: [{ resource: "vault", property: `${path}.infrastructureEncryption` }],
};
