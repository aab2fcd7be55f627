import { windowsMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-PATCH-011",
  compliant: [[windowsMachine()]],
  failing: [
    {
      title: "another mode",
      change: (program) =>
        withProperty(program, "win", "osProfile.windowsConfiguration.patchSettings", {
          patchMode: "AutomaticByOS",
          enableHotpatching: true,
        }),
      messages: [
        'osProfile.windowsConfiguration.patchSettings.enableHotpatching: Hotpatching needs patch mode "AutomaticByPlatform", and the mode is "AutomaticByOS". Set patchMode to "AutomaticByPlatform", or switch hotpatching off.',
      ],
    },
  ],
  unknown: [
    { resource: "win", property: "osProfile.windowsConfiguration.patchSettings.enableHotpatching" },
  ],
};
