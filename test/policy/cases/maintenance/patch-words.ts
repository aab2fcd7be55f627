import { group } from "../../fixtures";
import { schedule } from "../../fixtures-schedules";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-MAINTENANCE-003",
  compliant: [[group, schedule]],
  failing: [
    {
      title: "the reboot word of the machine",
      change: (program) =>
        withProperty(program, "schedule", "installPatches.rebootSetting", "Sometimes"),
      messages: [
        'installPatches.rebootSetting: "Sometimes" is no word that it takes. Use IfRequired, Never, Always.',
      ],
    },
  ],
  unknown: [{ resource: "schedule", property: "installPatches.rebootSetting" }],
};
