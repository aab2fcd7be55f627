import { windowsToIana } from "../../azure/time-zones";
import { type JsonObject, asText } from "../json";
import { localTime, type LocalTime, momentOf } from "./local-time";

/** The IANA time zone of a schedule, whose `timeZone` may be a Windows id or an IANA id; UTC when it is neither. */
export function scheduleZone(timeZone: string | undefined): string {
  const zone = timeZone === undefined ? "UTC" : (windowsToIana(timeZone) ?? timeZone);
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}

/** When a schedule runs next after a moment; `undefined` when it does not, or is disabled. */
export function nextRunOf(schedule: JsonObject, after: Date): Date | undefined {
  if (schedule.isEnabled === false) {
    return undefined;
  }
  const start = new Date(asText(schedule.startTime) ?? "");
  if (start > after) {
    return start;
  }
  const interval = Number(schedule.interval ?? 1);
  const zone = scheduleZone(asText(schedule.timeZone));
  switch (asText(schedule.frequency)) {
    case "Minute":
      return fixedSteps(start, after, interval * 60_000);
    case "Hour":
      return fixedSteps(start, after, interval * 3_600_000);
    case "Day":
      return localSteps(start, after, zone, (first, n) => ({
        ...first,
        day: first.day + n * interval,
      }));
    case "Week":
      return localSteps(start, after, zone, (first, n) => ({
        ...first,
        day: first.day + n * 7 * interval,
      }));
    case "Month":
      return localSteps(start, after, zone, (first, n) => ({
        ...first,
        month: first.month + n * interval,
      }));
    default:
      return undefined;
  }
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

/** Steps by the calendar, so that a time of day stays the same over a clock change. */
function localSteps(
  start: Date,
  after: Date,
  zone: string,
  at: (first: LocalTime, step: number) => LocalTime,
): Date {
  const first = localTime(start, zone);
  for (let step = 1; ; step++) {
    const moment = momentOf(at(first, step), zone);
    if (moment > after) {
      return moment;
    }
  }
}
