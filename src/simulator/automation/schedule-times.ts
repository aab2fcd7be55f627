import { weekdays } from "../../azure/calendar";
import { momentsOf, type Recurrence } from "../../azure/recurrence";
import { windowsToIana } from "../../azure/time-zones";
import { asArray, asObject, asText, type JsonObject, numberOf } from "../json";
import { localTime, momentOf } from "./local-time";

/** The IANA time zone of a schedule, whose `timeZone` may be a Windows id or an IANA id; UTC when it is neither. */
export function scheduleZone(timeZone: string | undefined): string {
  const zone = timeZone === undefined ? "UTC" : (windowsToIana(timeZone) ?? timeZone);
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}

/** When a schedule runs next after a moment; `undefined` when it does not, has expired or is disabled. */
export function nextRunOf(schedule: JsonObject, after: Date): Date | undefined {
  if (schedule.isEnabled === false) {
    return undefined;
  }
  const expiry = new Date(asText(schedule.expiryTime) ?? "");
  const next = nextStart(schedule, after);
  return next !== undefined && next > expiry ? undefined : next;
}

function nextStart(schedule: JsonObject, after: Date): Date | undefined {
  const start = new Date(asText(schedule.startTime) ?? "");
  const interval = numberOf(schedule.interval ?? 1);
  const frequency = asText(schedule.frequency);
  if (frequency === "Minute" || frequency === "Hour") {
    return start > after
      ? start
      : fixedSteps(start, after, interval * (frequency === "Hour" ? 3_600_000 : 60_000));
  }
  const recurrence = recurrenceOf(frequency, interval, asObject(schedule.advancedSchedule));
  if (recurrence === undefined) {
    return start > after ? start : undefined;
  }
  const zone = scheduleZone(asText(schedule.timeZone));
  const first = localTime(start, zone);
  for (const moment of momentsOf(recurrence, first, zone, after)) {
    if (moment > after) {
      return moment;
    }
  }
  return undefined;
}

/**
 * The days on which a schedule runs: by its start alone, or by days of the week, days of the month
 * or such as the last Friday. Source: Automation API 2024-10-23, `AdvancedSchedule`.
 */
function recurrenceOf(
  frequency: string | undefined,
  every: number,
  advanced: JsonObject,
): Recurrence | undefined {
  switch (frequency) {
    case "Day":
      return { unit: "Day", every };
    case "Week":
      return { unit: "Week", every, weekdays: asArray(advanced.weekDays).map(weekdayIndex) };
    case "Month":
      return {
        unit: "Month",
        every,
        days: asArray(advanced.monthDays).map(Number),
        weeks: asArray(advanced.monthlyOccurrences).map((occurrence) => ({
          nth: numberOf(asObject(occurrence).occurrence),
          weekday: weekdayIndex(asObject(occurrence).day),
        })),
      };
    default:
      return undefined;
  }
}

function weekdayIndex(name: unknown): number {
  return weekdays.findIndex((day) => day.toLowerCase() === asText(name)?.toLowerCase());
}

/** The next midnight in an IANA time zone that is at least so many minutes away. */
export function nextMidnight(after: Date, zone: string, atLeastInMinutes: number): Date {
  const today = { ...localTime(after, zone), hour: 0, minute: 0 };
  const earliest = after.getTime() + atLeastInMinutes * 60_000;
  let midnight = momentOf({ ...today, day: today.day + 1 }, zone);
  if (midnight.getTime() < earliest) {
    midnight = momentOf({ ...today, day: today.day + 2 }, zone);
  }
  return midnight;
}

function fixedSteps(start: Date, after: Date, step: number): Date {
  const steps = Math.floor((after.getTime() - start.getTime()) / step) + 1;
  return new Date(start.getTime() + steps * step);
}
