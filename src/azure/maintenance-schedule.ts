import { addDays } from "./calendar";
import { propertyPath, type Finding } from "./finding";
import { localTime, momentOf } from "./local-time";
import {
  maintenanceConfigurationFindings,
  type MaintenanceConfigurationShape,
} from "./maintenance-configuration";
import { maintenanceLimits } from "./maintenance-limits";
import { readLocalDateTime } from "./maintenance-window";
import { windowsToIana } from "./time-zones";

/** A schedule that patches inside machines, as its rules look at it. */
export interface PatchScheduleShape {
  readonly startDateTime?: string | undefined;
  readonly expirationDateTime?: string | undefined;
  readonly duration: string;
  readonly timeZone: string;
  /** Left out for a window that opens once. */
  readonly recurEvery?: string | undefined;
  readonly rebootSetting: string;
  readonly windows: {
    readonly classificationsToInclude?: readonly string[] | undefined;
    readonly kbNumbersToInclude?: readonly string[] | undefined;
    readonly kbNumbersToExclude?: readonly string[] | undefined;
  };
  readonly linux: { readonly classificationsToInclude?: readonly string[] | undefined };
}

/** Start of a schedule that none is given for: 22:00 of the day after `now` in a Windows time zone. */
export function defaultScheduleStart(now: Date, timeZone: string): string {
  const { year, month, day } = addDays(localTime(now, windowsToIana(timeZone) ?? "Etc/UTC"), 1);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)} 22:00`;
}

/**
 * What is wrong with a schedule. Whether a start lies far enough ahead is left to Azure, which looks
 * at it only when the schedule is made or its start changed.
 */
export function patchScheduleFindings(schedule: PatchScheduleShape): Finding[] {
  const { windows, linux, rebootSetting } = schedule;
  const start = schedule.startDateTime;
  const shape: MaintenanceConfigurationShape = {
    maintenanceScope: "InGuestPatch",
    inGuestPatchMode: "User",
    rebootSetting,
    windowsClassifications: windows.classificationsToInclude,
    linuxClassifications: linux.classificationsToInclude,
    window: { ...schedule, startDateTime: start ?? placeholderStart },
  };
  return [
    ...(schedule.recurEvery === undefined ? openingOnceFindings(schedule) : []),
    ...maintenanceConfigurationFindings(shape, undefined).map((finding) => ({
      ...finding,
      propertyPath: ownPath(finding.propertyPath),
    })),
    ...kbFindings(windows.kbNumbersToInclude, "windows.kbNumbersToInclude"),
    ...kbFindings(windows.kbNumbersToExclude, "windows.kbNumbersToExclude"),
    ...(start === undefined ? [] : midnightFindings(start)),
  ];
}

/** Refuses names that are too long together. Source: as `maintenanceLimits`. */
export function scheduleNameFindings(
  { resourceGroupName, name }: { readonly resourceGroupName: string; readonly name: string },
  path: string,
): Finding[] {
  const { longestNames } = maintenanceLimits;
  const length = resourceGroupName.length + name.length;
  if (length <= longestNames) {
    return [];
  }
  return [
    {
      ruleId: "EVG-MAINTENANCE-011",
      severity: "error",
      propertyPath: path,
      message: `"${name}" and the name of its resource group have ${length} characters together; Azure takes ${longestNames}.`,
      fix: "Give a shorter name.",
    },
  ];
}

/** Warns of a machine that another schedule patches too. Source: learn.microsoft.com virtual-machines/maintenance-configurations. */
export function severalSchedulesFindings(
  machineName: string,
  otherSchedule: string,
  path: string,
): Finding[] {
  return [
    {
      ruleId: "EVG-MAINTENANCE-018",
      severity: "warning",
      propertyPath: path,
      message: `The machine "${machineName}" is patched by the schedule "${otherSchedule}" too.`,
      fix: "Let one schedule patch it, or see that their windows do not overlap.",
    },
  ];
}

/** Warns of a machine whose patch settings are not known. */
export function unknownPatchSettingsFindings(basePath: string): Finding[] {
  return [
    {
      ruleId: "EVG-MAINTENANCE-014",
      severity: "warning",
      propertyPath: propertyPath(basePath, "patchMode"),
      message: "The patch settings of the machine are not known, so they cannot be checked.",
      fix: "Give patchMode and bypassPlatformSafetyChecksOnUserSchedule of the machine.",
    },
  ];
}

function openingOnceFindings({
  startDateTime,
  expirationDateTime,
}: Pick<PatchScheduleShape, "startDateTime" | "expirationDateTime">): Finding[] {
  const finding = (ruleId: string, path: string, message: string, fix: string): Finding => ({
    ruleId,
    severity: "error",
    propertyPath: path,
    message,
    fix,
  });
  return [
    ...(startDateTime === undefined
      ? [
          finding(
            "EVG-MAINTENANCE-015",
            "startDateTime",
            "Neither recurEvery nor startDateTime is given: a window that opens once needs its start.",
            "Give startDateTime, or recurEvery.",
          ),
        ]
      : []),
    ...(expirationDateTime === undefined
      ? []
      : [
          finding(
            "EVG-MAINTENANCE-016",
            "expirationDateTime",
            "expirationDateTime is given without recurEvery: a window that opens once ends by itself.",
            "Leave expirationDateTime out, or give recurEvery.",
          ),
        ]),
  ];
}

/**
 * Warns of a first opening that comes too soon for pre events. What they need before every other
 * opening is not looked at: nothing tells here whether the schedule changes.
 *
 * Source: learn.microsoft.com update-manager/pre-post-scripts-overview.
 */
export function preEventLeadFindings(
  { startDateTime, timeZone }: { readonly startDateTime: string; readonly timeZone: string },
  now: Date,
): Finding[] {
  const start = readLocalDateTime(startDateTime);
  const zone = windowsToIana(timeZone);
  if (start === undefined || zone === undefined) {
    return [];
  }
  const { shortestLeadOfPreEventsInMinutes: shortest } = maintenanceLimits;
  const minutes = (momentOf(start, zone).getTime() - now.getTime()) / 60_000;
  if (minutes < 0 || minutes >= shortest) {
    return [];
  }
  return [
    {
      ruleId: "EVG-MAINTENANCE-017",
      severity: "warning",
      propertyPath: "startDateTime",
      message: `The start ${startDateTime} is less than ${shortest} minutes ahead, too late for pre events: Azure cancels that run.`,
      fix: "Give a later start.",
    },
  ];
}

/** Before any end that is given. */
const placeholderStart = "2000-01-01 00:00";

/** The place of a property of the maintenance configuration among the arguments. */
function ownPath(path: string): string {
  return path
    .replace(/^maintenanceWindow\./, "")
    .replace(/^installPatches\./, "")
    .replace(/^(windows|linux)Parameters\./, "$1.");
}

/** Refuses what is no number of a KB article. */
export function kbFindings(numbers: readonly string[] | undefined, path: string): Finding[] {
  return (numbers ?? []).flatMap((number, index) =>
    /^(?:KB)?\d+$/i.test(number)
      ? []
      : [
          {
            ruleId: "EVG-MAINTENANCE-012",
            severity: "error",
            propertyPath: `${path}[${index}]`,
            message: `"${number}" is no KB number.`,
            fix: 'Give it like "KB5044281" or "5044281".',
          },
        ],
  );
}

/** Source: learn.microsoft.com virtual-machines/maintenance-configurations. */
function midnightFindings(start: string): Finding[] {
  const { hour, minute } = readLocalDateTime(start) ?? { hour: 0, minute: 0 };
  if (hour !== 23 || minute < 45) {
    return [];
  }
  return [
    {
      ruleId: "EVG-MAINTENANCE-013",
      severity: "warning",
      propertyPath: "startDateTime",
      message: `The start ${start} is between 23:45 and 00:00, when a new schedule may miss its first window.`,
      fix: "Start before 23:45 or after midnight.",
    },
  ];
}
