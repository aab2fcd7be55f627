import { automationAccount, group } from "../../fixtures";
import { monthlySchedule } from "../../fixtures-automation";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-SCHEDULE-006",
  compliant: [[group, automationAccount, monthlySchedule]],
  failing: [
    {
      title: "a thirty-second day",
      change: (program) => withProperty(program, "schedule", "advancedSchedule.monthDays[0]", 32),
      messages: [
        "advancedSchedule.monthDays[0]: 32 is not a day of a month. Give 1 to 31, or -1 for the last day.",
      ],
    },
  ],
  unknown: [{ resource: "schedule", property: "advancedSchedule.monthDays[1]" }],
};
