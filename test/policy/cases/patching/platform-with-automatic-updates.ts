import { windowsMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-PATCH-006",
  compliant: [[windowsMachine()]],
  failing: [
    {
      title: "updates off beside the platform",
      change: (program) =>
        withProperty(
          program,
          "win",
          "osProfile.windowsConfiguration.enableAutomaticUpdates",
          false,
        ),
      messages: [
        'osProfile.windowsConfiguration.enableAutomaticUpdates: Patch mode "AutomaticByPlatform" stands beside enableAutomaticUpdates false: the guide to automatic guest patching allows it, the text of the Compute API asks for true. Set enableAutomaticUpdates to true unless the machine must be able to change to "Manual" later.',
      ],
    },
  ],
  unknown: [{ resource: "win", property: "osProfile.windowsConfiguration.enableAutomaticUpdates" }],
};
