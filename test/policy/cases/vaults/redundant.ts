import { oneVault } from "../../fixtures-vaults";
import { type RuleCases, withProperty } from "../../program";

const path = "properties.redundancySettings.standardTierStorageRedundancy";
const fix =
  'Set "GeoRedundant" or "ZoneRedundant" before anything is backed up: Azure refuses a change later.';

export const cases: RuleCases = {
  rule: "EVG-VAULT-020",
  compliant: [oneVault, withProperty(oneVault, "vault", path, "ZoneRedundant")],
  failing: [
    {
      title: "backups in one datacentre",
      change: (program) => withProperty(program, "vault", path, "LocallyRedundant"),
      messages: [
        `${path}: It is "LocallyRedundant", so nothing says that backups outlive the loss of a datacentre. ${fix}`,
      ],
    },
    {
      title: "nothing said of redundancy",
      change: (program) =>
        withProperty(program, "vault", "properties.redundancySettings", undefined),
      messages: [
        `${path}: It is not set, so nothing says that backups outlive the loss of a datacentre. ${fix}`,
      ],
    },
    {
      title: "zones where another region is wanted",
      change: (program) => withProperty(program, "vault", path, "ZoneRedundant"),
      parameters: { redundancies: ["GeoRedundant"] },
      messages: [
        `${path}: It is "ZoneRedundant", so nothing says that backups outlive the loss of a datacentre. Set "GeoRedundant" before anything is backed up: Azure refuses a change later.`,
      ],
    },
  ],
  unknown: [{ resource: "vault", property: path }],
};
