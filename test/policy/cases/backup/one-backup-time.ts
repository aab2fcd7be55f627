import { dailyPolicy, policyProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-012",
  compliant: [policyProgram(dailyPolicy)],
  failing: [
    {
      title: "no time",
      change: (program) =>
        withProperty(
          program,
          "policy",
          "properties.schedulePolicy.dailySchedule.scheduleRunTimes",
          [],
        ),
      messages: [
        "properties.schedulePolicy.dailySchedule.scheduleRunTimes: A daily backup runs at one time of the day, and 0 are given. Give one time.",
      ],
    },
  ],
  unknown: [{ resource: "policy", property: "properties.schedulePolicy" }],
};
