import { sides } from "../../fixtures-site-recovery";
import { oneVault } from "../../fixtures-vaults";
import { type RuleCases, withProperty } from "../../program";

const path = "identity.type";

export const cases: RuleCases = {
  rule: "EVG-VAULT-003",
  compliant: [
    [...oneVault, ...sides],
    withProperty([...oneVault, ...sides], "vault", path, "SystemAssigned, UserAssigned"),
    withProperty(oneVault, "vault", path, "UserAssigned"),
  ],
  failing: [
    {
      title: "no identity",
      change: (program) => withProperty(program, "vault", "identity", undefined),
      resource: "vault",
      messages: [
        `${path}: The vault "vault" has no identity, so it cannot be given rights on the cache storage account. Switch the vault's system-assigned identity on.`,
      ],
    },
    {
      title: "user-assigned identities alone where machines are replicated",
      change: (program) => withProperty(program, "vault", path, "UserAssigned"),
      messages: [
        `${path}: The vault "vault" has only user-assigned identities, so it cannot be given rights on the cache storage account. Switch the vault's system-assigned identity on.`,
      ],
    },
  ],
  unknown: [{ resource: "vault", property: path }],
};
