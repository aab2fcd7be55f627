import { windowsMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-PATCH-005",
  compliant: [[windowsMachine()]],
  failing: [
    {
      title: "updates on",
      change: (program) =>
        withProperty(program, "win", "osProfile.windowsConfiguration.patchSettings", {
          patchMode: "Manual",
        }),
      messages: [
        'osProfile.windowsConfiguration.patchSettings.patchMode: Patch mode "Manual" needs enableAutomaticUpdates false, and it is true. Create the machine with enableAutomaticUpdates false, or use "AutomaticByPlatform" or "AutomaticByOS".',
      ],
    },
    {
      title: "updates not set, which means on",
      change: (program) =>
        withProperty(
          withProperty(program, "win", "osProfile.windowsConfiguration.patchSettings", {
            patchMode: "Manual",
          }),
          "win",
          "osProfile.windowsConfiguration.enableAutomaticUpdates",
          undefined,
        ),
      messages: [
        'osProfile.windowsConfiguration.patchSettings.patchMode: Patch mode "Manual" needs enableAutomaticUpdates false, and it is not set, which means true. Create the machine with enableAutomaticUpdates false, or use "AutomaticByPlatform" or "AutomaticByOS".',
      ],
    },
  ],
  unknown: [{ resource: "win", property: "osProfile.windowsConfiguration.enableAutomaticUpdates" }],
};
