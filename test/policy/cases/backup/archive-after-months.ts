import { archivePolicy, dailyPolicy, policyProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-022",
  compliant: [policyProgram(archivePolicy), policyProgram(dailyPolicy)],
  failing: [
    {
      title: "after two months",
      change: (program) =>
        withProperty(program, "policy", "properties.tieringPolicy.ArchivedRP.duration", 2),
      messages: [
        "properties.tieringPolicy.ArchivedRP.duration: Recovery points are to be moved to the archive after 2 months, but they stay in the vault for at least 3 whole months. Give a whole number from 3.",
      ],
    },
  ],
  unknown: [{ resource: "policy", property: "properties.tieringPolicy" }],
};
