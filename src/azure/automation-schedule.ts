import { readTimeOfDay } from "./automation-schedule-start";
import { weekdays } from "./calendar";
import { propertyPath, type Finding } from "./finding";
import { momentOf } from "./local-time";
import { readLocalDateTime } from "./maintenance-window";
import { nearestWords } from "./nearest-words";
import { timeZoneFindings } from "./time-zones";

/** A schedule of an automation account, as its rules look at it. */
export interface AutomationScheduleShape {
  readonly frequency: string;
  readonly interval?: number | undefined;
  /** Local time `YYYY-MM-DD HH:mm`, or the time of day alone. Left out for midnight. */
  readonly startTime?: string | undefined;
  /** Local time `YYYY-MM-DD HH:mm`. */
  readonly expiryTime?: string | undefined;
  /** Windows or IANA. Defaults to `UTC`. */
  readonly timeZone?: string | undefined;
  readonly weekDays?: readonly string[] | undefined;
  readonly monthDays?: readonly number[] | undefined;
  readonly monthlyOccurrences?: readonly MonthlyOccurrence[] | undefined;
}

/** A day such as the second Tuesday of a month, or the last one. */
export interface MonthlyOccurrence {
  /** 1 to 5, or -1 for the last. */
  readonly occurrence: number;
  readonly day: string;
}

/** The words of a schedule's `frequency`. Source: Automation API 2024-10-23, `ScheduleFrequency`. */
export const scheduleFrequencies: readonly string[] = [
  "OneTime",
  "Minute",
  "Hour",
  "Day",
  "Week",
  "Month",
];

/** What is wrong with a schedule by itself; whether its start lies ahead is known when it is made. */
export function automationScheduleFindings(
  schedule: AutomationScheduleShape,
  basePath: string,
): Finding[] {
  const at = (name: string): string => propertyPath(basePath, name);
  const { frequency, timeZone } = schedule;
  return [
    ...(scheduleFrequencies.includes(frequency)
      ? [...intervalFindings(schedule, at("interval")), ...dayFindings(schedule, at)]
      : [
          finding(
            "EVG-SCHEDULE-001",
            at("frequency"),
            `"${frequency}" is not a frequency.`,
            `Did you mean ${nearestWords(frequency, scheduleFrequencies)}?`,
          ),
        ]),
    ...(timeZone === undefined ? [] : timeZoneFindings(timeZone, at("timeZone"))),
    ...timeFindings(schedule, at),
  ];
}

function intervalFindings(
  { frequency, interval }: AutomationScheduleShape,
  path: string,
): Finding[] {
  if (interval === undefined) {
    return [];
  }
  if (frequency === "OneTime") {
    return [
      finding(
        "EVG-SCHEDULE-002",
        path,
        "A schedule that runs once has no interval.",
        "Leave interval out, or give another frequency.",
      ),
    ];
  }
  return Number.isInteger(interval) && interval >= 1 && interval <= 100
    ? []
    : [
        finding(
          "EVG-SCHEDULE-003",
          path,
          `The interval ${interval} is not a whole number from 1 to 100.`,
          "Give such a number.",
        ),
      ];
}

function dayFindings(schedule: AutomationScheduleShape, at: (name: string) => string): Finding[] {
  const { frequency, weekDays, monthDays, monthlyOccurrences } = schedule;
  const given = { weekDays, monthDays, monthlyOccurrences };
  const place: Readonly<Record<keyof typeof given, string>> = {
    weekDays: "Week",
    monthDays: "Month",
    monthlyOccurrences: "Month",
  };
  return [
    ...(Object.keys(place) as (keyof typeof given)[])
      .filter((name) => given[name] !== undefined && place[name] !== frequency)
      .map((name) =>
        finding(
          "EVG-SCHEDULE-004",
          at(name),
          `${name} belongs to the frequency ${place[name]}, and the frequency is ${frequency}.`,
          `Leave ${name} out, or give the frequency ${place[name]}.`,
        ),
      ),
    ...(monthDays !== undefined && monthlyOccurrences !== undefined
      ? [
          finding(
            "EVG-SCHEDULE-005",
            at("monthlyOccurrences"),
            "Both monthDays and monthlyOccurrences are given; Azure takes one of them.",
            "Leave one of them out.",
          ),
        ]
      : []),
    ...(weekDays ?? []).flatMap((day, index) =>
      weekdayFindings(day, `${at("weekDays")}[${index}]`),
    ),
    ...(monthDays ?? []).flatMap((day, index) =>
      day === -1 || (Number.isInteger(day) && day >= 1 && day <= 31)
        ? []
        : [
            finding(
              "EVG-SCHEDULE-006",
              `${at("monthDays")}[${index}]`,
              `${day} is not a day of a month.`,
              "Give 1 to 31, or -1 for the last day.",
            ),
          ],
    ),
    ...(monthlyOccurrences ?? []).flatMap(({ occurrence, day }, index) => [
      ...weekdayFindings(day, `${at("monthlyOccurrences")}[${index}].day`),
      ...([1, 2, 3, 4, 5, -1].includes(occurrence)
        ? []
        : [
            finding(
              "EVG-SCHEDULE-007",
              `${at("monthlyOccurrences")}[${index}].occurrence`,
              `${occurrence} is not an occurrence of a weekday in a month.`,
              "Give 1 to 5, or -1 for the last.",
            ),
          ]),
    ]),
  ];
}

function weekdayFindings(day: string, path: string): Finding[] {
  return weekdays.some((each) => each.toLowerCase() === day.toLowerCase())
    ? []
    : [
        finding(
          "EVG-SCHEDULE-008",
          path,
          `"${day}" is not a day of the week.`,
          `Did you mean ${nearestWords(day, weekdays)}?`,
        ),
      ];
}

function timeFindings(schedule: AutomationScheduleShape, at: (name: string) => string): Finding[] {
  const { frequency, startTime, expiryTime } = schedule;
  const start = startTime === undefined ? undefined : readLocalDateTime(startTime);
  const found: Finding[] = [];
  if (startTime !== undefined && start === undefined && readTimeOfDay(startTime) === undefined) {
    found.push(
      finding(
        "EVG-SCHEDULE-009",
        at("startTime"),
        `"${startTime}" is neither a local time nor a time of day.`,
        'Give it as "YYYY-MM-DD HH:mm", or the time of day alone as "HH:mm".',
      ),
    );
  } else if (frequency === "OneTime" && start === undefined) {
    found.push(
      finding(
        "EVG-SCHEDULE-010",
        at("startTime"),
        "A schedule that runs once needs the day of its start.",
        'Give startTime as "YYYY-MM-DD HH:mm".',
      ),
    );
  }
  if (expiryTime === undefined) {
    return found;
  }
  const expiry = readLocalDateTime(expiryTime);
  if (expiry === undefined) {
    found.push(
      finding(
        "EVG-SCHEDULE-011",
        at("expiryTime"),
        `"${expiryTime}" is not a local time.`,
        'Give it as "YYYY-MM-DD HH:mm".',
      ),
    );
  } else if (start !== undefined && momentOf(expiry, "UTC") <= momentOf(start, "UTC")) {
    found.push(
      finding(
        "EVG-SCHEDULE-012",
        at("expiryTime"),
        `The schedule expires at ${expiryTime}, before it starts at ${startTime ?? ""}.`,
        "Give a later expiry.",
      ),
    );
  }
  return found;
}

function finding(ruleId: string, path: string, message: string, fix: string): Finding {
  return { ruleId, severity: "error", propertyPath: path, message, fix };
}
