import { windowsMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-PATCH-012",
  compliant: [[windowsMachine()]],
  failing: [
    {
      title: "a machine that waits for a schedule",
      change: (program) =>
        withProperty(
          withProperty(
            program,
            "win",
            "osProfile.windowsConfiguration.patchSettings.enableHotpatching",
            true,
          ),
          "win",
          "osProfile.windowsConfiguration.patchSettings.automaticByPlatformSettings.bypassPlatformSafetyChecksOnUserSchedule",
          true,
        ),
      messages: [
        "osProfile.windowsConfiguration.patchSettings.automaticByPlatformSettings.bypassPlatformSafetyChecksOnUserSchedule: Hotpatch updates require platform safety checks, and bypassPlatformSafetyChecksOnUserSchedule is true. Set bypassPlatformSafetyChecksOnUserSchedule to false, or switch hotpatching off to patch by a schedule of your own.",
      ],
    },
  ],
  unknown: [
    { resource: "win", property: "osProfile.windowsConfiguration.patchSettings.enableHotpatching" },
  ],
};
