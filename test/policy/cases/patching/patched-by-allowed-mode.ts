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
        'osProfile.linuxConfiguration.patchSettings.patchMode: The machine is patched in mode "ImageDefault", of which neither Azure nor a schedule knows. Set "AutomaticByPlatform".',
      ],
    },
    {
      title: "a mode beside those that are configured",
      change: (program) =>
        withProperty(program, "web", "osProfile.linuxConfiguration.patchSettings", {
          patchMode: "AutomaticByPlatform",
        }),
      messages: [
        'osProfile.linuxConfiguration.patchSettings.patchMode: The machine is patched in mode "AutomaticByPlatform", of which neither Azure nor a schedule knows. Set "ImageDefault" or "AutomaticByOS".',
      ],
      parameters: { allowedModes: ["ImageDefault", "AutomaticByOS"] },
    },
  ],
  unknown: [{ resource: "web", property: "osProfile.linuxConfiguration.patchSettings.patchMode" }],
};
