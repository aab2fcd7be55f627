import { policyProgram, weeklyStandardPolicy } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-016",
  compliant: [policyProgram(weeklyStandardPolicy)],
  failing: [
    {
      title: "two days",
      change: (program) =>
        withProperty(program, "policy", "properties.instantRpRetentionRangeInDays", 2),
      messages: [
        "properties.instantRpRetentionRangeInDays: Instant recovery points are to be kept for 2 days, but a weekly Standard policy keeps them for 5. Give 5, or leave it out.",
      ],
    },
  ],
  unknown: [{ resource: "policy", property: "properties.schedulePolicy" }],
};
