import { automationAccount, group } from "../../fixtures";
import { evergreenSchedule, monthlySchedule, schedule } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-SCHEDULE-004",
  compliant: [
    [group, automationAccount, schedule],
    [group, automationAccount, monthlySchedule],
    [group, automationAccount, evergreenSchedule],
  ],
  failing: [
    {
      title: "Mondays of a daily schedule",
      change: (program) => withArgs(program, "schedule", { frequency: "Day" }),
      messages: [
        "advancedSchedule.weekDays: weekDays belongs to the frequency Week, and the frequency is Day. Leave weekDays out, or give the frequency Week.",
      ],
    },
    {
      title: "days in our provider's words",
      change: () =>
        withArgs([group, automationAccount, evergreenSchedule], "schedule", {
          weekDays: ["Monday"],
        }),
      messages: [
        "weekDays: weekDays belongs to the frequency Week, and the frequency is Day. Leave weekDays out, or give the frequency Week.",
      ],
    },
  ],
  unknown: [{ resource: "schedule", property: "advancedSchedule" }],
};
