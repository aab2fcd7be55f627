import { group } from "../../fixtures";
import { schedule } from "../../fixtures-schedules";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-MAINTENANCE-010",
  compliant: [[group, schedule]],
  failing: [
    {
      title: "a time with its zone",
      change: (program) =>
        withProperty(program, "schedule", "startDateTime", "2027-01-03T03:00:00Z"),
      messages: [
        'startDateTime: "2027-01-03T03:00:00Z" is no local time. Give it as YYYY-MM-DD HH:mm.',
      ],
    },
  ],
  unknown: [{ resource: "schedule", property: "startDateTime" }],
};
