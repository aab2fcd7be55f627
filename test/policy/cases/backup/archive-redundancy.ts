import { archivePolicy, dailyPolicy, policyProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-049",
  compliant: [policyProgram(archivePolicy), policyProgram(dailyPolicy)],
  failing: [
    {
      title: "a zone-redundant vault",
      change: (program) =>
        withProperty(program, "vault", "properties.redundancySettings", {
          standardTierStorageRedundancy: "ZoneRedundant",
        }),
      messages: [
        "properties.tieringPolicy.ArchivedRP.tieringMode: Recovery points are to be moved to the archive, but a zone-redundant vault has none. Use a vault with another redundancy, or leave the archive out.",
      ],
    },
  ],
  unknown: [
    { resource: "policy", property: "properties.tieringPolicy" },
    { resource: "vault", property: "properties.redundancySettings" },
  ],
};
