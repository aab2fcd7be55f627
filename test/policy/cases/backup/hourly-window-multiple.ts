import { hourlyPolicy, policyProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-026",
  compliant: [policyProgram(hourlyPolicy)],
  failing: [
    {
      title: "14 hours",
      change: (program) =>
        withProperty(
          program,
          "policy",
          "properties.schedulePolicy.hourlySchedule.scheduleWindowDuration",
          14,
        ),
      messages: [
        "properties.schedulePolicy.hourlySchedule.scheduleWindowDuration: The window of 14 hours is no multiple of the interval of 4 hours. Give a multiple of the interval.",
      ],
    },
  ],
  unknown: [{ resource: "policy", property: "properties.schedulePolicy" }],
};
