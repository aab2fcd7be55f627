import { linuxMachine, windowsMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-PATCH-002",
  compliant: [[linuxMachine()], [windowsMachine()]],
  failing: [
    {
      title: "a word that is none",
      change: (program) =>
        withProperty(
          program,
          "web",
          "osProfile.linuxConfiguration.patchSettings.assessmentMode",
          "Daily",
        ),
      messages: [
        'osProfile.linuxConfiguration.patchSettings.assessmentMode: "Daily" is not an assessment mode; the modes are "ImageDefault" and "AutomaticByPlatform". Use "AutomaticByPlatform" to have missing patches looked up every 24 hours, or "ImageDefault" to leave it to the image.',
      ],
    },
  ],
  unknown: [
    { resource: "web", property: "osProfile.linuxConfiguration.patchSettings.assessmentMode" },
  ],
};
