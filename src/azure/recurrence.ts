import {
  addDays,
  addMonths,
  type CalendarDay,
  daysInMonth,
  nthWeekday,
  weekdayOf,
} from "./calendar";
import { localTime, type LocalTime, momentOf } from "./local-time";

/** How often something comes back, by the calendar of one time zone. */
export type Recurrence =
  | { readonly unit: "Day"; readonly every: number }
  | {
      readonly unit: "Week";
      readonly every: number;
      /** Index of each day, Sunday is 0. None means the day of the start. */
      readonly weekdays: readonly number[];
    }
  | {
      readonly unit: "Month";
      readonly every: number;
      /** Days of the month, -1 for the last. None, and no `weeks` either, means the day of the start. */
      readonly days: readonly number[];
      /** Days such as the second Tuesday, moved by an offset. */
      readonly weeks: readonly WeekOfMonth[];
    };

export interface WeekOfMonth {
  /** 1 to 5, or -1 for the last. */
  readonly nth: number;
  /** Sunday is 0. */
  readonly weekday: number;
  /** Days by which the day found is moved. Defaults to `0`. */
  readonly offsetInDays?: number;
}

// Far more months than lie between two of any day that exists.
const longestSearch = 1200;

/**
 * The days of a recurrence in order, from its first one at or after the start. A month without the
 * day is left out. Weeks are counted from the Sunday before the start: Azure does not say from which
 * day, and .NET's weeks begin so.
 */
export function* daysOf(recurrence: Recurrence, start: CalendarDay): Generator<CalendarDay> {
  // A day that is moved forward may come from the month before the start.
  const first = recurrence.every === 1 ? -1 : 0;
  for (let step = first, empty = 0; empty < longestSearch; step++) {
    const found = daysOfStep(recurrence, start, step).filter((day) => notBefore(day, start));
    empty = found.length === 0 ? empty + 1 : 0;
    yield* found;
  }
}

/**
 * The moments of a recurrence at the start's time of day, in order; those of days long before `after`
 * are left out.
 */
export function* momentsOf(
  recurrence: Recurrence,
  start: LocalTime,
  zone: string,
  after: Date,
): Generator<Date> {
  // A day before is early enough in every zone, and saves a look at the clocks of each day before it.
  const from = localTime(new Date(after.getTime() - 86_400_000), zone);
  for (const day of daysOf(recurrence, start)) {
    if (utc(day) >= utc(from)) {
      yield momentOf({ ...start, ...day }, zone);
    }
  }
}

/** The days of one step of a recurrence, in order: of one day, one week or one month. */
function daysOfStep(recurrence: Recurrence, start: CalendarDay, step: number): CalendarDay[] {
  if (recurrence.unit === "Day") {
    return [addDays(start, step * recurrence.every)];
  }
  if (recurrence.unit === "Week") {
    const sunday = addDays(start, step * recurrence.every * 7 - weekdayOf(start));
    const wanted = recurrence.weekdays.length === 0 ? [weekdayOf(start)] : [...recurrence.weekdays];
    return wanted.sort((a, b) => a - b).map((weekday) => addDays(sunday, weekday));
  }
  const month = addMonths(start, step * recurrence.every);
  const length = daysInMonth(month.year, month.month);
  const wanted =
    recurrence.days.length + recurrence.weeks.length === 0 ? [start.day] : recurrence.days;
  const byDay = wanted
    .map((day) => (day < 0 ? length + 1 + day : day))
    .filter((day) => day >= 1 && day <= length)
    .map((day) => ({ ...month, day }));
  const byWeek = recurrence.weeks.flatMap(({ nth, weekday, offsetInDays = 0 }) => {
    const day = nthWeekday(month, nth, weekday);
    return day === undefined ? [] : [addDays(day, offsetInDays)];
  });
  return [...byDay, ...byWeek].sort((a, b) => utc(a) - utc(b));
}

function notBefore(day: CalendarDay, start: CalendarDay): boolean {
  return utc(day) >= utc(start);
}

function utc({ year, month, day }: CalendarDay): number {
  return Date.UTC(year, month - 1, day);
}
