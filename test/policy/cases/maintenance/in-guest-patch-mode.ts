import { group } from "../../fixtures";
import { schedule } from "../../fixtures-schedules";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-MAINTENANCE-002",
  compliant: [[group, schedule]],
  failing: [
    {
      title: "no mode",
      change: (program) => withProperty(program, "schedule", "extensionProperties", undefined),
      messages: [
        'extensionProperties.InGuestPatchMode: InGuestPatchMode is missing, and the scope InGuestPatch needs it. Set extensionProperties.InGuestPatchMode to "User".',
      ],
    },
  ],
  unknown: [{ resource: "schedule", property: "extensionProperties" }],
};
