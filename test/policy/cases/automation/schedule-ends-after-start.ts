import { automationAccount, group } from "../../fixtures";
import { schedule } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-SCHEDULE-012",
  compliant: [[group, automationAccount, schedule]],
  failing: [
    {
      title: "an end before the start",
      change: (program) => withArgs(program, "schedule", { expiryTime: "2026-12-01T00:00:00Z" }),
      messages: [
        "expiryTime: The schedule expires at 2026-12-01 00:00, before it starts at 2027-01-04 01:00. Give a later expiry.",
      ],
    },
  ],
  unknown: [
    { resource: "schedule", property: "expiryTime" },
    { resource: "schedule", property: "startTime" },
  ],
};
