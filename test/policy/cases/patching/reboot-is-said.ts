import { linuxMachine, windowsMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-PATCH-023",
  compliant: [[linuxMachine()], [windowsMachine()]],
  failing: [
    {
      title: "nothing said",
      change: (program) =>
        withProperty(
          program,
          "web",
          "osProfile.linuxConfiguration.patchSettings.automaticByPlatformSettings",
          undefined,
        ),
      messages: [
        'osProfile.linuxConfiguration.patchSettings.automaticByPlatformSettings.rebootSetting: The platform patches the machine, and nothing says whether it may reboot it. Set "IfRequired", "Never" or "Always".',
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
