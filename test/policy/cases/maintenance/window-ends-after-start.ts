import { group } from "../../fixtures";
import { schedule } from "../../fixtures-schedules";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-MAINTENANCE-008",
  compliant: [[group, schedule]],
  failing: [
    {
      title: "an end before the start",
      change: (program) =>
        withProperty(program, "schedule", "expirationDateTime", "2026-01-01 00:00"),
      messages: [
        "expirationDateTime: The end 2026-01-01 00:00 is not after the start. Give a later end, or leave it out.",
      ],
    },
  ],
  unknown: [{ resource: "schedule", property: "startDateTime" }],
};
