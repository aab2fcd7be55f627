import { automationAccount, group } from "../../fixtures";
import { monthlySchedule } from "../../fixtures-automation";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-SCHEDULE-005",
  compliant: [[group, automationAccount, monthlySchedule]],
  failing: [
    {
      title: "both kinds",
      change: (program) =>
        withProperty(program, "schedule", "advancedSchedule.monthlyOccurrences", [
          { occurrence: 2, day: "Tuesday" },
        ]),
      messages: [
        "advancedSchedule.monthlyOccurrences: Both monthDays and monthlyOccurrences are given; Azure takes one of them. Leave one of them out.",
      ],
    },
  ],
  unknown: [{ resource: "schedule", property: "advancedSchedule.monthDays" }],
};
