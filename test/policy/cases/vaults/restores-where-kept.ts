import { oneVault } from "../../fixtures-vaults";
import { type RuleCases, withProperty } from "../../program";

const base = "properties.redundancySettings";

export const cases: RuleCases = {
  rule: "EVG-VAULT-001",
  compliant: [
    oneVault,
    withProperty(oneVault, "vault", base, {
      standardTierStorageRedundancy: "LocallyRedundant",
      crossRegionRestore: "Disabled",
    }),
    withProperty(oneVault, "vault", base, undefined),
  ],
  failing: [
    {
      title: "restores across regions of a zone-redundant vault",
      change: (program) =>
        withProperty(program, "vault", `${base}.standardTierStorageRedundancy`, "ZoneRedundant"),
      messages: [
        `${base}.crossRegionRestore: Restores in the paired region are asked for, but only a vault with redundancy "GeoRedundant" keeps data there, and this one is "ZoneRedundant". Use "GeoRedundant", or do not ask for them.`,
      ],
    },
  ],
  unknown: [{ resource: "vault", property: `${base}.crossRegionRestore` }],
};
