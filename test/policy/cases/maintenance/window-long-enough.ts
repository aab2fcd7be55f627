import { group } from "../../fixtures";
import { schedule } from "../../fixtures-schedules";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-MAINTENANCE-005",
  compliant: [[group, schedule]],
  failing: [
    {
      title: "an hour",
      change: (program) => withProperty(program, "schedule", "duration", "01:00"),
      messages: [
        "duration: The duration 01:00 is not between 01:30 and 03:55. Give a window of 1 hour 30 minutes to 3 hours 55 minutes.",
      ],
    },
  ],
  unknown: [{ resource: "schedule", property: "duration" }],
};
