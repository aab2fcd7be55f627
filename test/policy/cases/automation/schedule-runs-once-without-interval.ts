import { automationAccount, group } from "../../fixtures";
import { schedule } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-SCHEDULE-002",
  compliant: [
    withArgs([group, automationAccount, schedule], "schedule", {
      frequency: "OneTime",
      interval: undefined,
      advancedSchedule: undefined,
    }),
  ],
  failing: [
    {
      title: "once, every day",
      change: (program) => withArgs(program, "schedule", { interval: 1 }),
      messages: [
        "interval: A schedule that runs once has no interval. Leave interval out, or give another frequency.",
      ],
    },
  ],
  unknown: [{ resource: "schedule", property: "frequency" }],
};
