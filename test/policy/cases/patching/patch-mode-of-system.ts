import { linuxMachine, windowsMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-PATCH-001",
  compliant: [[linuxMachine()], [windowsMachine()]],
  failing: [
    {
      title: "a mode of Windows",
      change: (program) =>
        withProperty(
          withProperty(
            program,
            "web",
            "osProfile.linuxConfiguration.patchSettings.patchMode",
            "AutomaticByOS",
          ),
          "web",
          "osProfile.linuxConfiguration.patchSettings.automaticByPlatformSettings",
          undefined,
        ),
      messages: [
        'osProfile.linuxConfiguration.patchSettings.patchMode: "AutomaticByOS" is not a patch mode of Linux, whose modes are "ImageDefault" and "AutomaticByPlatform". Use "AutomaticByPlatform" to let Azure or a schedule patch, or "ImageDefault" to leave it to the image.',
      ],
    },
  ],
  unknown: [{ resource: "web", property: "osProfile.linuxConfiguration.patchSettings.patchMode" }],
};
