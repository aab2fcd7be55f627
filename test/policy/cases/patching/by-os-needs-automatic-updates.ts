import { windowsMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-PATCH-004",
  compliant: [[windowsMachine()]],
  failing: [
    {
      title: "updates off",
      change: (program) =>
        withProperty(
          withProperty(program, "win", "osProfile.windowsConfiguration.patchSettings", {
            patchMode: "AutomaticByOS",
          }),
          "win",
          "osProfile.windowsConfiguration.enableAutomaticUpdates",
          false,
        ),
      messages: [
        'osProfile.windowsConfiguration.patchSettings.patchMode: Patch mode "AutomaticByOS" needs enableAutomaticUpdates true, and it is false. Create the machine with enableAutomaticUpdates true, or use "AutomaticByPlatform" or "Manual".',
      ],
    },
  ],
  unknown: [{ resource: "win", property: "osProfile.windowsConfiguration.enableAutomaticUpdates" }],
};
