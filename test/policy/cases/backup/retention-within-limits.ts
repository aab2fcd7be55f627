import { dailyPolicy, policyProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-020",
  compliant: [policyProgram(dailyPolicy)],
  failing: [
    {
      title: "six days",
      change: (program) =>
        withProperty(
          program,
          "policy",
          "properties.retentionPolicy.dailySchedule.retentionDuration.count",
          6,
        ),
      messages: [
        "properties.retentionPolicy.dailySchedule.retentionDuration.count: The daily retention of 6 is not between 7 and 9999. Give a whole number from 7 to 9999.",
      ],
    },
  ],
  unknown: [{ resource: "policy", property: "properties.schedulePolicy" }],
};
