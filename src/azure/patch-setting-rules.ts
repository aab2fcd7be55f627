import { propertyPath, type Finding } from "./finding";
import type { GuestPatchSettings, OperatingSystem } from "./guest-patching";

/** The patch modes of each operating system; the first is what Azure sets when none is asked for. */
export const patchModes: Readonly<Record<OperatingSystem, readonly string[]>> = {
  Windows: ["AutomaticByOS", "Manual", "AutomaticByPlatform"],
  Linux: ["ImageDefault", "AutomaticByPlatform"],
};

/** The assessment modes of both operating systems; the first is Azure's default. */
export const assessmentModes: readonly string[] = ["ImageDefault", "AutomaticByPlatform"];

/** The words that `automaticByPlatformSettings.rebootSetting` takes. */
export const rebootSettings: readonly string[] = ["Unknown", "IfRequired", "Never", "Always"];

// Update Manager's pages print these two; the API takes only the short words.
const documentedRebootWords: ReadonlyMap<string, string> = new Map(
  Object.entries({
    NeverReboot: "Never",
    AlwaysReboot: "Always",
  }),
);

export function wordFindings(settings: GuestPatchSettings, basePath: string): Finding[] {
  const { operatingSystem, patchMode, assessmentMode, rebootSetting } = settings;
  const findings: Finding[] = [];
  const modes = patchModes[operatingSystem];
  if (patchMode !== undefined && !modes.includes(patchMode)) {
    findings.push({
      ruleId: "EVG-PATCH-001",
      severity: "error",
      propertyPath: propertyPath(basePath, "patchMode"),
      message: `"${patchMode}" is not a patch mode of ${operatingSystem}, whose modes are ${quoted(modes)}.`,
      fix:
        operatingSystem === "Windows"
          ? 'Use "AutomaticByPlatform" to let Azure or a schedule patch, "AutomaticByOS" for Windows Update, or "Manual" for neither.'
          : 'Use "AutomaticByPlatform" to let Azure or a schedule patch, or "ImageDefault" to leave it to the image.',
    });
  }
  if (assessmentMode !== undefined && !assessmentModes.includes(assessmentMode)) {
    findings.push({
      ruleId: "EVG-PATCH-002",
      severity: "error",
      propertyPath: propertyPath(basePath, "assessmentMode"),
      message: `"${assessmentMode}" is not an assessment mode; the modes are ${quoted(assessmentModes)}.`,
      fix: 'Use "AutomaticByPlatform" to have missing patches looked up every 24 hours, or "ImageDefault" to leave it to the image.',
    });
  }
  if (rebootSetting !== undefined && !rebootSettings.includes(rebootSetting)) {
    const meant = documentedRebootWords.get(rebootSetting);
    findings.push({
      ruleId: "EVG-PATCH-003",
      severity: "error",
      propertyPath: propertyPath(basePath, "rebootSetting"),
      message: `"${rebootSetting}" is not a reboot setting; the settings are ${quoted(rebootSettings)}.`,
      fix:
        meant === undefined
          ? 'Use "IfRequired" to reboot when a patch asks for it, or "Never" or "Always".'
          : `Use "${meant}".`,
    });
  }
  return findings;
}

/** Windows only: the flag that each mode needs. `mode` is the effective patch mode. */
export function automaticUpdatesFindings(
  settings: GuestPatchSettings,
  mode: string,
  basePath: string,
): Finding[] {
  const { operatingSystem, enableAutomaticUpdates } = settings;
  if (operatingSystem === "Linux") {
    return enableAutomaticUpdates === undefined
      ? []
      : [
          {
            ruleId: "EVG-PATCH-007",
            severity: "error",
            propertyPath: propertyPath(basePath, "enableAutomaticUpdates"),
            message: `enableAutomaticUpdates is ${enableAutomaticUpdates}, but a Linux machine has no such property.`,
            fix: "Leave enableAutomaticUpdates out.",
          },
        ];
  }
  if (mode === "AutomaticByOS" && enableAutomaticUpdates === false) {
    return [
      {
        ruleId: "EVG-PATCH-004",
        severity: "error",
        propertyPath: propertyPath(basePath, "patchMode"),
        message: 'Patch mode "AutomaticByOS" needs enableAutomaticUpdates true, and it is false.',
        fix: 'Create the machine with enableAutomaticUpdates true, or use "AutomaticByPlatform" or "Manual".',
      },
    ];
  }
  if (mode === "Manual" && enableAutomaticUpdates !== false) {
    const given =
      enableAutomaticUpdates === true ? "it is true" : "it is not set, which means true";
    return [
      {
        ruleId: "EVG-PATCH-005",
        severity: "error",
        propertyPath: propertyPath(basePath, "patchMode"),
        message: `Patch mode "Manual" needs enableAutomaticUpdates false, and ${given}.`,
        fix: 'Create the machine with enableAutomaticUpdates false, or use "AutomaticByPlatform" or "AutomaticByOS".',
      },
    ];
  }
  if (mode === "AutomaticByPlatform" && enableAutomaticUpdates === false) {
    return [
      {
        ruleId: "EVG-PATCH-006",
        severity: "warning",
        propertyPath: propertyPath(basePath, "enableAutomaticUpdates"),
        message:
          'Patch mode "AutomaticByPlatform" stands beside enableAutomaticUpdates false: the guide to automatic guest patching allows it, the text of the Compute API asks for true.',
        fix: 'Set enableAutomaticUpdates to true unless the machine must be able to change to "Manual" later.',
      },
    ];
  }
  return [];
}

export function agentFindings(
  settings: GuestPatchSettings,
  mode: string,
  basePath: string,
): Finding[] {
  if (settings.provisionVmAgent !== false) {
    return [];
  }
  const needs = [
    ...(mode === "AutomaticByPlatform" ? ['patch mode "AutomaticByPlatform"'] : []),
    ...(settings.assessmentMode === "AutomaticByPlatform"
      ? ['assessment mode "AutomaticByPlatform"']
      : []),
    ...(settings.hotpatchingEnabled === true ? ["hotpatching"] : []),
  ];
  return needs.map((need) => ({
    ruleId: "EVG-PATCH-008",
    severity: "error",
    propertyPath: propertyPath(basePath, "provisionVmAgent"),
    message: `provisionVmAgent is false, but ${need} works through the VM agent.`,
    fix: "Set provisionVmAgent to true, or leave it out.",
  }));
}

export function platformSettingsFindings(
  settings: GuestPatchSettings,
  mode: string,
  basePath: string,
): Finding[] {
  if (mode === "AutomaticByPlatform" || !patchModes[settings.operatingSystem].includes(mode)) {
    return [];
  }
  const given = (["bypassPlatformSafetyChecksOnUserSchedule", "rebootSetting"] as const).filter(
    (property) => settings[property] !== undefined,
  );
  return given.map((property) => ({
    ruleId: "EVG-PATCH-009",
    severity: "error",
    propertyPath: propertyPath(basePath, property),
    message: `${property} is set, but only patch mode "AutomaticByPlatform" takes it, and the mode is "${mode}".`,
    fix: `Leave ${property} out, or set patchMode to "AutomaticByPlatform".`,
  }));
}

export function hotpatchFindings(
  settings: GuestPatchSettings,
  mode: string,
  basePath: string,
): Finding[] {
  if (settings.hotpatchingEnabled !== true) {
    return [];
  }
  const path = propertyPath(basePath, "hotpatchingEnabled");
  if (settings.operatingSystem === "Linux") {
    return [
      {
        ruleId: "EVG-PATCH-010",
        severity: "error",
        propertyPath: path,
        message: "hotpatchingEnabled is true, but hotpatching exists only for Windows.",
        fix: "Leave hotpatchingEnabled out.",
      },
    ];
  }
  const findings: Finding[] = [];
  if (mode !== "AutomaticByPlatform" && patchModes.Windows.includes(mode)) {
    findings.push({
      ruleId: "EVG-PATCH-011",
      severity: "error",
      propertyPath: path,
      message: `Hotpatching needs patch mode "AutomaticByPlatform", and the mode is "${mode}".`,
      fix: 'Set patchMode to "AutomaticByPlatform", or switch hotpatching off.',
    });
  }
  if (settings.bypassPlatformSafetyChecksOnUserSchedule === true) {
    findings.push({
      ruleId: "EVG-PATCH-012",
      severity: "error",
      propertyPath: propertyPath(basePath, "bypassPlatformSafetyChecksOnUserSchedule"),
      message:
        "Hotpatch updates require platform safety checks, and bypassPlatformSafetyChecksOnUserSchedule is true.",
      fix: "Set bypassPlatformSafetyChecksOnUserSchedule to false, or switch hotpatching off to patch by a schedule of your own.",
    });
  }
  return findings;
}

function quoted(words: readonly string[]): string {
  const marked = words.map((word) => `"${word}"`);
  return `${marked.slice(0, -1).join(", ")} and ${marked.at(-1) ?? ""}`;
}
