import { linuxMachine, windowsMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-PATCH-022",
  compliant: [[windowsMachine()], [linuxMachine()]],
  failing: [
    {
      title: "manual mode",
      change: (program) =>
        withProperty(
          withProperty(program, "win", "osProfile.windowsConfiguration.patchSettings", {
            patchMode: "Manual",
          }),
          "win",
          "osProfile.windowsConfiguration.enableAutomaticUpdates",
          false,
        ),
      messages: [
        'osProfile.windowsConfiguration.patchSettings.patchMode: In mode "Manual" nobody installs patches unless somebody signs in and does. Set "AutomaticByPlatform".',
      ],
    },
    {
      title: "no mode and updates off, which means manual",
      change: (program) =>
        withProperty(
          withProperty(program, "win", "osProfile.windowsConfiguration.patchSettings", undefined),
          "win",
          "osProfile.windowsConfiguration.enableAutomaticUpdates",
          false,
        ),
      messages: [
        'osProfile.windowsConfiguration.patchSettings.patchMode: In mode "Manual" nobody installs patches unless somebody signs in and does. Set "AutomaticByPlatform".',
      ],
    },
  ],
  unknown: [
    { resource: "win", property: "osProfile.windowsConfiguration.patchSettings.patchMode" },
  ],
};
