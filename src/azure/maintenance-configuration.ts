import type { Finding } from "./finding";
import { propertyPath } from "./finding";
import { momentOf } from "./local-time";
import { parseRecurEvery } from "./maintenance-recurrence";
import { readDurationInMinutes, readLocalDateTime } from "./maintenance-window";
import {
  maintenanceLimits,
  maintenanceScopes,
  patchClassifications,
  scheduleRebootSettings,
} from "./maintenance-limits";
import { windowsTimeZoneFindings, windowsToIana } from "./time-zones";

/** A maintenance configuration, as far as its rules look at it. */
export interface MaintenanceConfigurationShape {
  readonly maintenanceScope: string | undefined;
  readonly inGuestPatchMode: string | undefined;
  readonly rebootSetting?: string | undefined;
  readonly windowsClassifications?: readonly string[] | undefined;
  readonly linuxClassifications?: readonly string[] | undefined;
  readonly window:
    | {
        readonly startDateTime?: string | undefined;
        readonly expirationDateTime?: string | undefined;
        readonly duration?: string | undefined;
        readonly timeZone?: string | undefined;
        readonly recurEvery?: string | undefined;
      }
    | undefined;
}

/**
 * What is wrong with a maintenance configuration. `newStart` is the time now when its start is new,
 * which must lie ahead of it.
 */
export function maintenanceConfigurationFindings(
  shape: MaintenanceConfigurationShape,
  newStart: Date | undefined,
): Finding[] {
  const { maintenanceScope, inGuestPatchMode, window } = shape;
  const inGuest = maintenanceScope === "InGuestPatch";
  const findings: Finding[] = [];
  if (maintenanceScope === undefined || !maintenanceScopes.includes(maintenanceScope)) {
    findings.push(
      finding(
        "EVG-MAINTENANCE-001",
        "maintenanceScope",
        `The maintenance scope ${maintenanceScope === undefined ? "is missing" : `"${maintenanceScope}" is not known`}.`,
        `Use one of ${maintenanceScopes.join(", ")}.`,
      ),
    );
  }
  if (inGuest && inGuestPatchMode !== "User" && inGuestPatchMode !== "Platform") {
    findings.push(
      finding(
        "EVG-MAINTENANCE-002",
        "extensionProperties.InGuestPatchMode",
        `InGuestPatchMode is ${inGuestPatchMode === undefined ? "missing" : `"${inGuestPatchMode}"`}, and the scope InGuestPatch needs it.`,
        'Set extensionProperties.InGuestPatchMode to "User".',
      ),
    );
  }
  findings.push(...installPatchesFindings(shape));
  return window === undefined
    ? inGuest
      ? [...findings, missing("maintenanceWindow")]
      : findings
    : [...findings, ...windowFindings(window, inGuest, newStart)];
}

function installPatchesFindings(shape: MaintenanceConfigurationShape): Finding[] {
  const { rebootSetting, windowsClassifications = [], linuxClassifications = [] } = shape;
  const wrongWords = (
    words: readonly string[],
    known: readonly string[],
    path: string,
  ): Finding[] => {
    const wrong = words.filter((word) => !known.includes(word));
    return wrong.length === 0
      ? []
      : [
          finding(
            "EVG-MAINTENANCE-003",
            path,
            `${wrong.map((word) => `"${word}"`).join(", ")} is no word that it takes.`,
            `Use ${known.join(", ")}.`,
          ),
        ];
  };
  return [
    ...(rebootSetting === undefined
      ? []
      : wrongWords([rebootSetting], scheduleRebootSettings, "installPatches.rebootSetting")),
    ...wrongWords(
      windowsClassifications,
      patchClassifications.Windows,
      "installPatches.windowsParameters.classificationsToInclude",
    ),
    ...wrongWords(
      linuxClassifications,
      patchClassifications.Linux,
      "installPatches.linuxParameters.classificationsToInclude",
    ),
  ];
}

function windowFindings(
  window: NonNullable<MaintenanceConfigurationShape["window"]>,
  inGuest: boolean,
  newStart: Date | undefined,
): Finding[] {
  const at = (property: string): string => propertyPath("maintenanceWindow", property);
  const { startDateTime, expirationDateTime, duration, timeZone, recurEvery } = window;
  const findings: Finding[] = [];
  const start = readLocalDateTime(startDateTime ?? "");
  const expiry =
    expirationDateTime === undefined ? undefined : readLocalDateTime(expirationDateTime);
  if (startDateTime === undefined) {
    findings.push(missing(at("startDateTime")));
  } else if (start === undefined) {
    findings.push(noTime(at("startDateTime"), startDateTime));
  }
  if (expirationDateTime !== undefined && expiry === undefined) {
    findings.push(noTime(at("expirationDateTime"), expirationDateTime));
  }
  const zone = timeZone === undefined ? undefined : windowsToIana(timeZone);
  if (timeZone === undefined) {
    findings.push(missing(at("timeZone")));
  } else {
    findings.push(...windowsTimeZoneFindings(timeZone, at("timeZone")));
  }
  findings.push(...durationFindings(duration, inGuest, at("duration")));
  findings.push(...recurrenceFindings(recurEvery, inGuest, at("recurEvery")));
  if (start !== undefined && zone !== undefined) {
    const first = momentOf(start, zone);
    const lead = maintenanceLimits.shortestLeadInMinutes * 60_000;
    if (newStart !== undefined && inGuest && first.getTime() < newStart.getTime() + lead) {
      findings.push(
        finding(
          "EVG-MAINTENANCE-007",
          at("startDateTime"),
          `The start ${startDateTime ?? ""} is not at least ${maintenanceLimits.shortestLeadInMinutes} minutes ahead.`,
          "Give a later start.",
        ),
      );
    }
    if (expiry !== undefined && momentOf(expiry, zone) <= first) {
      findings.push(
        finding(
          "EVG-MAINTENANCE-008",
          at("expirationDateTime"),
          `The end ${expirationDateTime ?? ""} is not after the start.`,
          "Give a later end, or leave it out.",
        ),
      );
    }
  }
  return findings;
}

function durationFindings(duration: string | undefined, inGuest: boolean, path: string): Finding[] {
  if (duration === undefined) {
    return inGuest ? [missing(path)] : [];
  }
  const minutes = readDurationInMinutes(duration);
  if (minutes === undefined) {
    return [
      finding("EVG-MAINTENANCE-004", path, `"${duration}" is no duration.`, "Give it as HH:mm."),
    ];
  }
  const { shortestWindowInMinutes, longestWindowInMinutes } = maintenanceLimits;
  return inGuest && (minutes < shortestWindowInMinutes || minutes > longestWindowInMinutes)
    ? [
        finding(
          "EVG-MAINTENANCE-005",
          path,
          `The duration ${duration} is not between 01:30 and 03:55.`,
          "Give a window of 1 hour 30 minutes to 3 hours 55 minutes.",
        ),
      ]
    : [];
}

function recurrenceFindings(
  recurEvery: string | undefined,
  inGuest: boolean,
  path: string,
): Finding[] {
  if (recurEvery === undefined) {
    return [];
  }
  const read = parseRecurEvery(recurEvery);
  if ("wrong" in read) {
    return [
      finding(
        "EVG-MAINTENANCE-006",
        path,
        read.wrong,
        'Write it like "Week Saturday,Sunday" or "Month day1".',
      ),
    ];
  }
  const { unit, every } = read.recurrence;
  return inGuest && unit === "Hour" && every < maintenanceLimits.shortestRepeatInHours
    ? [
        finding(
          "EVG-MAINTENANCE-006",
          path,
          `"${recurEvery}" comes back sooner than after 6 hours.`,
          "Give at least 6Hours.",
        ),
      ]
    : [];
}

function missing(path: string): Finding {
  const name = path.slice(path.lastIndexOf(".") + 1);
  return finding("EVG-MAINTENANCE-009", path, `${name} is not set.`, `Set ${name}.`);
}

function noTime(path: string, text: string): Finding {
  return finding(
    "EVG-MAINTENANCE-010",
    path,
    `"${text}" is no local time.`,
    "Give it as YYYY-MM-DD HH:mm.",
  );
}

function finding(ruleId: string, path: string, message: string, fix: string): Finding {
  return {
    ruleId,
    severity: "error",
    propertyPath: path,
    message,
    fix,
  };
}
