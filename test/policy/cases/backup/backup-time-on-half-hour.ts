import { dailyPolicy, policyProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-013",
  compliant: [policyProgram(dailyPolicy)],
  failing: [
    {
      title: "a quarter past two",
      change: (program) =>
        withProperty(
          program,
          "policy",
          "properties.schedulePolicy.dailySchedule.scheduleRunTimes",
          ["2026-01-01T02:15:00Z"],
        ),
      messages: [
        'properties.schedulePolicy.dailySchedule.scheduleRunTimes: The backup time "02:15" is not on the hour or the half hour. Give a time on the hour or the half hour.',
      ],
    },
  ],
  unknown: [{ resource: "policy", property: "properties.schedulePolicy" }],
};
