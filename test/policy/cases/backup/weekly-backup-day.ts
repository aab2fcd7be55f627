import { policyProgram, weeklyPolicy } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-014",
  compliant: [policyProgram(weeklyPolicy)],
  failing: [
    {
      title: "no day",
      change: (program) =>
        withProperty(
          program,
          "policy",
          "properties.schedulePolicy.weeklySchedule.scheduleRunDays",
          [],
        ),
      messages: [
        "properties.schedulePolicy.weeklySchedule.scheduleRunDays: A weekly backup has no day on which it runs. Give at least one day of the week.",
      ],
    },
  ],
  unknown: [{ resource: "policy", property: "properties.schedulePolicy" }],
};
