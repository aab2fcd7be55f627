/** Days of the week in Azure's words; the index is the one that `Date` gives. */
export const weekdays: readonly string[] = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
];

/** A day of the calendar. */
export interface CalendarDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

/** A day so many days later; a negative number goes back. */
export function addDays({ year, month, day }: CalendarDay, days: number): CalendarDay {
  const moved = new Date(Date.UTC(year, month - 1, day + days));
  return {
    year: moved.getUTCFullYear(),
    month: moved.getUTCMonth() + 1,
    day: moved.getUTCDate(),
  };
}

/** Index of a day in {@linkcode weekdays}. */
export function weekdayOf({ year, month, day }: CalendarDay): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The month so many months later; its day is 1. */
export function addMonths({ year, month }: CalendarDay, months: number): CalendarDay {
  const index = year * 12 + month - 1 + months;
  return { year: Math.floor(index / 12), month: (index % 12) + 1, day: 1 };
}

/**
 * The n-th of a weekday in a month, or the last with -1; `undefined` when the month has no n-th.
 *
 * @param weekday - Index in {@linkcode weekdays}.
 */
export function nthWeekday(
  { year, month }: CalendarDay,
  nth: number,
  weekday: number,
): CalendarDay | undefined {
  const length = daysInMonth(year, month);
  if (nth < 0) {
    const last = { year, month, day: length };
    return addDays(last, -((weekdayOf(last) - weekday + 7) % 7));
  }
  const first = weekdayOf({ year, month, day: 1 });
  const day = 1 + ((weekday - first + 7) % 7) + (nth - 1) * 7;
  return day > length ? undefined : { year, month, day };
}
