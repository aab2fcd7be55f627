import { group } from "../../fixtures";
import { schedule } from "../../fixtures-schedules";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-MAINTENANCE-004",
  compliant: [[group, schedule]],
  failing: [
    {
      title: "hours alone",
      change: (program) => withProperty(program, "schedule", "duration", "3h"),
      messages: ['duration: "3h" is no duration. Give it as HH:mm.'],
    },
  ],
  unknown: [{ resource: "schedule", property: "duration" }],
};
