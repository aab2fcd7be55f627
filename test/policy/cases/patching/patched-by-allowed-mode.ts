import { linuxMachine, windowsMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-PATCH-021",
  compliant: [[linuxMachine()], [windowsMachine()]],
  failing: [
    {
      title: "the image's own updater",
      change: (program) =>
        withProperty(program, "web", "osProfile.linuxConfiguration.patchSettings", {
          assessmentMode: "AutomaticByPlatform",
        }),
      messages: [
        'osProfile.linuxConfiguration.patchSettings.patchMode: The patch mode is "ImageDefault", which is not among those that are allowed. Set "AutomaticByPlatform".',
      ],
    },
    {
      title: "a mode beside those that are configured",
      change: (program) =>
        withProperty(program, "web", "osProfile.linuxConfiguration.patchSettings", {
          patchMode: "AutomaticByPlatform",
        }),
      messages: [
        'osProfile.linuxConfiguration.patchSettings.patchMode: The patch mode is "AutomaticByPlatform", which is not among those that are allowed. Set "ImageDefault".',
      ],
      parameters: { allowedModes: ["ImageDefault", "AutomaticByOS"] },
    },
  ],
  unknown: [{ resource: "web", property: "osProfile.linuxConfiguration.patchSettings.patchMode" }],
};
