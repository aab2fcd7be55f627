import { group } from "../../fixtures";
import { schedule } from "../../fixtures-schedules";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-MAINTENANCE-009",
  compliant: [[group, schedule]],
  failing: [
    {
      title: "no time zone",
      change: (program) => withProperty(program, "schedule", "timeZone", undefined),
      messages: ["timeZone: timeZone is not set. Set timeZone."],
    },
    {
      title: "no length",
      change: (program) => withProperty(program, "schedule", "duration", undefined),
      messages: ["duration: duration is not set. Set duration."],
    },
  ],
  unknown: [{ resource: "schedule", property: "timeZone" }],
};
