import { linuxMachine, windowsMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-PATCH-003",
  compliant: [[linuxMachine()], [windowsMachine()]],
  failing: [
    {
      title: "the word that Update Manager prints",
      change: (program) =>
        withProperty(
          program,
          "web",
          "osProfile.linuxConfiguration.patchSettings.automaticByPlatformSettings.rebootSetting",
          "NeverReboot",
        ),
      messages: [
        'osProfile.linuxConfiguration.patchSettings.automaticByPlatformSettings.rebootSetting: "NeverReboot" is not a reboot setting; the settings are "Unknown", "IfRequired", "Never" and "Always". Use "Never".',
      ],
    },
  ],
  unknown: [
    {
      resource: "web",
      property:
        "osProfile.linuxConfiguration.patchSettings.automaticByPlatformSettings.rebootSetting",
    },
  ],
};
