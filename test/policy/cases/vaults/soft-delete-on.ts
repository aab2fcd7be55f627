import { oneVault } from "../../fixtures-vaults";
import { type RuleCases, withProperty } from "../../program";

const path = "properties.securitySettings.softDeleteSettings.softDeleteState";

export const cases: RuleCases = {
  rule: "EVG-VAULT-021",
  compliant: [oneVault, withProperty(oneVault, "vault", path, "AlwaysON")],
  failing: [
    {
      title: "soft delete that is off",
      change: (program) => withProperty(program, "vault", path, "Disabled"),
      messages: [
        `${path}: It is "Disabled", so nothing says that deleted backups can be brought back. Set "Enabled" or "AlwaysON".`,
      ],
    },
    {
      title: "nothing said of soft delete",
      change: (program) => withProperty(program, "vault", "properties.securitySettings", undefined),
      messages: [
        `${path}: It is not set, so nothing says that deleted backups can be brought back. Set "Enabled" or "AlwaysON".`,
      ],
    },
    {
      title: "soft delete that somebody could switch off",
      change: (program) => program,
      parameters: { alwaysOn: true },
      messages: [
        `${path}: It is "Enabled", so soft delete can be switched off before backups are deleted. Set "AlwaysON".`,
      ],
    },
  ],
  unknown: [{ resource: "vault", property: path }],
};
