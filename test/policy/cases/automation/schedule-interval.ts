import { automationAccount, group } from "../../fixtures";
import { evergreenSchedule, schedule } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-SCHEDULE-003",
  compliant: [
    [group, automationAccount, schedule],
    [group, automationAccount, evergreenSchedule],
  ],
  failing: [
    {
      title: "half an hour",
      change: (program) => withArgs(program, "schedule", { interval: 0.5 }),
      messages: [
        "interval: The interval 0.5 is not a whole number from 1 to 100. Give such a number.",
      ],
    },
  ],
  unknown: [{ resource: "schedule", property: "interval" }],
};
