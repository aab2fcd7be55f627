import { group } from "../../fixtures";
import { schedule } from "../../fixtures-schedules";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-MAINTENANCE-006",
  compliant: [[group, schedule]],
  failing: [
    {
      title: "every two hours",
      change: (program) => withProperty(program, "schedule", "recurEvery", "2Hours"),
      messages: [
        'recurEvery: "2Hours" comes back sooner than after 6 hours. Give at least 6Hours.',
      ],
    },
  ],
  unknown: [{ resource: "schedule", property: "recurEvery" }],
};
