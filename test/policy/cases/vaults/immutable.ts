import { oneVault, vaultSettings } from "../../fixtures-vaults";
import { type RuleCases, withProperty } from "../../program";

const path = "properties.securitySettings.immutabilitySettings.state";

export const cases: RuleCases = {
  rule: "EVG-VAULT-022",
  compliant: [
    oneVault,
    withProperty(oneVault, "vault", path, "Locked"),
    // Its backups go with the stack, which immutability would refuse.
    withProperty(
      [...oneVault, vaultSettings({ protectedItemsOnDestroy: "SoftDeleted" })],
      "vault",
      path,
      "Disabled",
    ),
  ],
  failing: [
    {
      title: "backups that can be deleted",
      change: (program) => withProperty(program, "vault", path, "Disabled"),
      messages: [
        `${path}: It is "Disabled", so backups can be deleted before their time. Set "Unlocked" or "Locked".`,
      ],
    },
    {
      title: "nothing said of immutability",
      change: (program) => [
        ...withProperty(program, "vault", path, undefined),
        vaultSettings({ protectedItemsOnDestroy: "Refused" }),
      ],
      resource: "vault",
      messages: [
        `${path}: It is not set, so backups can be deleted before their time. Set "Unlocked" or "Locked".`,
      ],
    },
    {
      title: "immutability that somebody could switch off",
      change: (program) => program,
      parameters: { locked: true },
      messages: [
        `${path}: It is "Unlocked", so whoever may write the vault can switch immutability off. Set "Locked".`,
      ],
    },
  ],
  unknown: [{ resource: "vault", property: path }],
};
