import { key, oneVault, vaultSettings } from "../../fixtures-vaults";
import { type RuleCases, withProperty } from "../../program";

const path = "properties.redundancySettings.crossRegionRestore";
const message = `${path}: A vault that is encrypted with a key of one's own does not restore in the paired region. Leave such restores out, or the key.`;

export const cases: RuleCases = {
  rule: "EVG-VAULT-005",
  compliant: [
    oneVault,
    withProperty(
      withProperty(oneVault, "vault", "properties.encryption", key),
      "vault",
      path,
      "Disabled",
    ),
  ],
  failing: [
    {
      title: "a key beside restores across regions",
      change: (program) => withProperty(program, "vault", "properties.encryption", key),
      resource: "vault",
      messages: [message],
    },
    {
      title: "a key that the settings give",
      change: (program) => [
        ...program,
        vaultSettings({ encryption: { keyUri: key.keyVaultProperties.keyUri } }),
      ],
      messages: [message],
    },
  ],
  unknown: [{ resource: "vault", property: path }],
};
