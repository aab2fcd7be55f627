import { hourlyPolicy, policyProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-011",
  compliant: [policyProgram(hourlyPolicy)],
  failing: [
    {
      title: "every two hours",
      change: (program) =>
        withProperty(program, "policy", "properties.schedulePolicy.hourlySchedule.interval", 2),
      messages: [
        "properties.schedulePolicy.hourlySchedule.interval: Backups every 2 hours are not among the intervals 4, 6, 8, 12, 24. Give one of 4, 6, 8, 12, 24.",
      ],
    },
  ],
  unknown: [{ resource: "policy", property: "properties.schedulePolicy" }],
};
