import { type Finding, errorFinding } from "./finding";

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
