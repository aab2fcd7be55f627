import { Timespan, type Value } from "./values";

const periodsInMilliseconds = new Map(
  Object.entries({
    millisecond: 1,
    second: 1000,
    minute: 60_000,
    hour: 3_600_000,
    day: 86_400_000,
  }),
);

/** A time so many lengths of time away from another; `null` beyond the calendar. */
export function timeAway(time: Date, offset: Value, times: number): Value {
  if (!(offset instanceof Timespan)) {
    return null;
  }
  const away = new Date(time.getTime() + times * offset.milliseconds);
  return Number.isNaN(away.getTime()) ? null : away;
}

/** How many borders of a period lie between two times. Source: learn.microsoft.com kusto/query/datetime-diff-function. */
export function datesBetween(period: string, later: Value, earlier: Value): Value {
  if (!(later instanceof Date) || !(earlier instanceof Date)) {
    return null;
  }
  const months = (date: Date): number => date.getUTCFullYear() * 12 + date.getUTCMonth();
  switch (period.toLowerCase()) {
    case "year":
      return later.getUTCFullYear() - earlier.getUTCFullYear();
    case "quarter":
      return Math.floor(months(later) / 3) - Math.floor(months(earlier) / 3);
    case "month":
      return months(later) - months(earlier);
    case "week":
      return weekOf(later) - weekOf(earlier);
    default: {
      const length = periodsInMilliseconds.get(period.toLowerCase());
      return length === undefined
        ? null
        : Math.floor(later.getTime() / length) - Math.floor(earlier.getTime() / length);
    }
  }
}

/** Weeks begin on Sunday; 1970 began on a Thursday. */
function weekOf(date: Date): number {
  return Math.floor((date.getTime() / 86_400_000 + 4) / 7);
}
