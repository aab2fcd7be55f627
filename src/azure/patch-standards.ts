import { type Finding, errorFinding } from "./finding";
import type { GuestPatchSettings, OperatingSystem } from "./guest-patching";
import { patchModes } from "./patch-setting-rules";

/** Asks that the platform looks for missing patches. Source: learn.microsoft.com azure/update-manager/assessment-options. */
export function assessmentByPlatformFindings(
  assessmentMode: string | undefined,
  path: string,
): Finding[] {
  return assessmentMode === "AutomaticByPlatform"
    ? []
    : [
        errorFinding(
          "EVG-PATCH-020",
          path,
          `It is ${assessmentMode === undefined ? "not set" : `"${assessmentMode}"`}, so nobody looks for missing patches.`,
          'Set "AutomaticByPlatform": Azure then looks every 24 hours and installs nothing.',
        ),
      ];
}

/** Asks that one of the allowed modes patches a machine; `mode` is the effective one. The system's own modes are offered. */
export function allowedPatchModeFindings(
  mode: string,
  operatingSystem: OperatingSystem,
  allowedModes: readonly string[],
  path: string,
): Finding[] {
  const offered = patchModes[operatingSystem].filter((each) => allowedModes.includes(each));
  return allowedModes.includes(mode)
    ? []
    : [
        errorFinding(
          "EVG-PATCH-021",
          path,
          `The patch mode is "${mode}", which is not among those that are allowed.`,
          offered.length === 0
            ? `Allow a mode of ${operatingSystem}.`
            : `Set ${offered.map((each) => `"${each}"`).join(" or ")}.`,
        ),
      ];
}

/** Refuses a machine that nobody patches; `mode` is the effective one. Only Windows has such a mode. */
export function unpatchedMachineFindings(mode: string, path: string): Finding[] {
  return mode === "Manual"
    ? [
        errorFinding(
          "EVG-PATCH-022",
          path,
          'In mode "Manual" nobody installs patches unless somebody signs in and does.',
          'Set "AutomaticByPlatform".',
        ),
      ]
    : [];
}

/**
 * Asks that the machine says when it reboots, where the platform patches it. Without a word Azure
 * decides. Source: Compute API, `VMGuestPatchAutomaticByPlatformRebootSetting`.
 */
export function explicitRebootFindings(
  settings: Pick<
    GuestPatchSettings,
    "patchMode" | "bypassPlatformSafetyChecksOnUserSchedule" | "rebootSetting"
  >,
  path: string,
): Finding[] {
  const byPlatform =
    settings.patchMode === "AutomaticByPlatform" &&
    settings.bypassPlatformSafetyChecksOnUserSchedule !== true;
  return byPlatform && settings.rebootSetting === undefined
    ? [
        errorFinding(
          "EVG-PATCH-023",
          path,
          "The platform patches the machine, and nothing says whether it may reboot it.",
          'Set "IfRequired", "Never" or "Always".',
        ),
      ]
    : [];
}
