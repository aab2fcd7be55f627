import { oneVault } from "../../fixtures-vaults";
import { type RuleCases, withProperty } from "../../program";

const path = "properties.securitySettings.softDeleteSettings.softDeleteRetentionPeriodInDays";

export const cases: RuleCases = {
  rule: "EVG-VAULT-002",
  compliant: [oneVault, withProperty(oneVault, "vault", path, undefined)],
  failing: [
    {
      title: "fewer days than a vault takes",
      change: (program) => withProperty(program, "vault", path, 7),
      messages: [
        `${path}: Deleted backups are to be kept for 7 days, but a vault keeps them for 14 to 180 whole days. Give a whole number from 14 to 180.`,
      ],
    },
  ],
  unknown: [{ resource: "vault", property: path }],
};
