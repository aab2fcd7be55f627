import type { AutomationScheduleShape } from "./automation-schedule";
import { addDays, weekdays } from "./calendar";
import { localTime, momentOf, offsetDateTime, type LocalTime } from "./local-time";
import { readLocalDateTime } from "./maintenance-window";
import { momentsOf, type Recurrence } from "./recurrence";
import { windowsToIana } from "./time-zones";

/** How far ahead a start is chosen: what the portal asks for, and a request has time to arrive. */
const chosenLeadInMinutes = 15;

/**
 * The start that is sent: the one that is wanted when it lies far enough ahead, else the next run of the same
 * schedule. A time of day alone is the next such time.
 *
 * @param before - The start of the last deployment, which a schedule without a date goes on from.
 */
export function scheduleStart(schedule: AutomationScheduleShape, now: Date, before?: string): Date {
  const zone = scheduleZoneOf(schedule.timeZone);
  const earliest = new Date(now.getTime() + chosenLeadInMinutes * 60_000);
  const { anchor, isFixed } = anchorOf(schedule, now, zone, before);
  const start = momentOf(anchor, zone);
  if (start >= earliest || schedule.frequency === "OneTime") {
    return start;
  }
  if (!isFixed) {
    return momentOf({ ...anchor, ...addDays(anchor, 1) }, zone);
  }
  return nextRun(schedule, anchor, zone, earliest) ?? start;
}

/** A schedule's times as Azure takes them. */
export function scheduleTime(moment: Date, timeZone: string | undefined): string {
  return offsetDateTime(moment, scheduleZoneOf(timeZone));
}

/** The moment of a schedule's expiry, `undefined` when it has none. */
export function scheduleExpiry(schedule: AutomationScheduleShape): Date | undefined {
  const local =
    schedule.expiryTime === undefined ? undefined : readLocalDateTime(schedule.expiryTime);
  return local === undefined ? undefined : momentOf(local, scheduleZoneOf(schedule.timeZone));
}

function scheduleZoneOf(timeZone: string | undefined): string {
  return timeZone === undefined ? "UTC" : (windowsToIana(timeZone) ?? timeZone);
}

function anchorOf(
  { startTime = "00:00" }: AutomationScheduleShape,
  now: Date,
  zone: string,
  before: string | undefined,
): { readonly anchor: LocalTime; readonly isFixed: boolean } {
  const whole = readLocalDateTime(startTime);
  if (whole !== undefined) {
    return { anchor: whole, isFixed: true };
  }
  const { hour, minute } = readTimeOfDay(startTime) ?? { hour: 0, minute: 0 };
  const day = localTime(before === undefined ? now : new Date(before), zone);
  return { anchor: { ...day, hour, minute }, isFixed: before !== undefined };
}

function nextRun(
  schedule: AutomationScheduleShape,
  anchor: LocalTime,
  zone: string,
  earliest: Date,
): Date | undefined {
  const { frequency, interval = 1 } = schedule;
  if (frequency === "Minute" || frequency === "Hour") {
    const start = momentOf(anchor, zone).getTime();
    const step = interval * (frequency === "Hour" ? 3_600_000 : 60_000);
    return new Date(start + Math.ceil((earliest.getTime() - start) / step) * step);
  }
  for (const moment of momentsOf(recurrenceOf(schedule), anchor, zone, earliest)) {
    if (moment >= earliest) {
      return moment;
    }
  }
  return undefined;
}

function recurrenceOf(schedule: AutomationScheduleShape): Recurrence {
  const { frequency, interval: every = 1 } = schedule;
  const index = (day: string): number =>
    weekdays.findIndex((each) => each.toLowerCase() === day.toLowerCase());
  switch (frequency) {
    case "Week":
      return { unit: "Week", every, weekdays: (schedule.weekDays ?? []).map(index) };
    case "Month":
      return {
        unit: "Month",
        every,
        days: schedule.monthDays ?? [],
        weeks: (schedule.monthlyOccurrences ?? []).map(({ occurrence, day }) => ({
          nth: occurrence,
          weekday: index(day),
        })),
      };
    default:
      return { unit: "Day", every };
  }
}

/** A time of day `HH:mm`; `undefined` for what is none. */
export function readTimeOfDay(text: string): { hour: number; minute: number } | undefined {
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim()) ?? [];
  return hour === undefined ? undefined : { hour: Number(hour), minute: Number(minute) };
}
