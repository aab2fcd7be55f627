import { linuxMachine, windowsMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-PATCH-009",
  compliant: [[linuxMachine()], [windowsMachine()]],
  failing: [
    {
      title: "a reboot setting beside the image's default",
      change: (program) =>
        withProperty(
          program,
          "web",
          "osProfile.linuxConfiguration.patchSettings.patchMode",
          "ImageDefault",
        ),
      messages: [
        'osProfile.linuxConfiguration.patchSettings.automaticByPlatformSettings.rebootSetting: rebootSetting is set, but only patch mode "AutomaticByPlatform" takes it, and the mode is "ImageDefault". Leave rebootSetting out, or set patchMode to "AutomaticByPlatform".',
      ],
    },
  ],
  unknown: [{ resource: "web", property: "osProfile.linuxConfiguration.patchSettings.patchMode" }],
};
