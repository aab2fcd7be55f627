import { hourlyPolicy, policyProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-015",
  compliant: [policyProgram(hourlyPolicy)],
  failing: [
    {
      title: "a window of two hours",
      change: (program) =>
        withProperty(
          program,
          "policy",
          "properties.schedulePolicy.hourlySchedule.scheduleWindowDuration",
          2,
        ),
      messages: [
        "properties.schedulePolicy.hourlySchedule.scheduleWindowDuration: The window of 2 hours is not between the interval and 24 hours. Give a window from the interval, at least 4, to 24 hours.",
      ],
    },
  ],
  unknown: [{ resource: "policy", property: "properties.schedulePolicy" }],
};
