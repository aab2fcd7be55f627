import { momentOf, type LocalTime } from "./local-time";
import { parseRecurEvery } from "./maintenance-recurrence";
import { momentsOf } from "./recurrence";
import { windowsToIana } from "./time-zones";

/** A maintenance window as Azure writes it. */
export interface MaintenanceWindow {
  /** Local time, `YYYY-MM-DD HH:mm`. */
  readonly startDateTime: string;
  /** Local time, `YYYY-MM-DD HH:mm` with or without seconds. Defaults to `9999-12-31 23:59:59`. */
  readonly expirationDateTime?: string | undefined;
  /** `HH:mm`. */
  readonly duration: string;
  /** A Windows time zone, for example `W. Europe Standard Time`. */
  readonly timeZone: string;
  /** For example `Month Second Tuesday Offset4`. Left out for a window that opens once. */
  readonly recurEvery?: string | undefined;
}

/** One opening of a maintenance window. */
export interface MaintenanceOccurrence {
  readonly start: Date;
  readonly end: Date;
}

/** The end of a window that has none. */
export const windowWithoutEnd = "9999-12-31 23:59:59";

/** A local time of a maintenance window; `undefined` for what is none. Seconds are not looked at. */
export function readLocalDateTime(text: string): LocalTime | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::\d{2})?$/.exec(text.trim());
  if (found === null) {
    return undefined;
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = found.slice(1).map(Number);
  const read = new Date(Date.UTC(year, month - 1, day, hour, minute));
  const isReal =
    read.getUTCMonth() === month - 1 && read.getUTCDate() === day && hour < 24 && minute < 60;
  return isReal ? { year, month, day, hour, minute } : undefined;
}

/** Minutes of a duration `HH:mm`; `undefined` for what is none. */
export function readDurationInMinutes(text: string): number | undefined {
  const [, hours, minutes] = /^(\d{1,2}):([0-5]\d)$/.exec(text.trim()) ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}

/**
 * What makes a window open once: it comes back each day and ends with its first opening. The API also
 * takes a window without a recurrence, but nothing says what Update Manager makes of one.
 * `undefined` for a start or a duration that is none.
 */
export function openingOnce(
  startDateTime: string,
  duration: string,
): { readonly recurEvery: string; readonly expirationDateTime: string } | undefined {
  const start = readLocalDateTime(startDateTime);
  const minutes = readDurationInMinutes(duration);
  if (start === undefined || minutes === undefined) {
    return undefined;
  }
  const { year, month, day, hour, minute } = start;
  const end = new Date(Date.UTC(year, month - 1, day, hour, minute + minutes)).toISOString();
  return { recurEvery: "Day", expirationDateTime: `${end.slice(0, 10)} ${end.slice(11, 16)}` };
}

/**
 * The openings of a window that start after a moment, at most so many of them. Times of day stay the
 * same over a clock change; a time that the change skips is an hour later. A window that Azure would
 * refuse has none.
 */
export function nextOccurrences(
  window: MaintenanceWindow,
  after: Date,
  count: number,
): MaintenanceOccurrence[] {
  const found: MaintenanceOccurrence[] = [];
  for (const occurrence of occurrencesOf(window, after)) {
    if (found.length >= count) {
      break;
    }
    found.push(occurrence);
  }
  return found;
}

function* occurrencesOf(window: MaintenanceWindow, after: Date): Generator<MaintenanceOccurrence> {
  const start = readLocalDateTime(window.startDateTime);
  const minutes = readDurationInMinutes(window.duration);
  const zone = windowsToIana(window.timeZone);
  const expiry = readLocalDateTime(window.expirationDateTime ?? windowWithoutEnd);
  if (start === undefined || minutes === undefined || zone === undefined || expiry === undefined) {
    return;
  }
  const last = momentOf(expiry, zone);
  for (const moment of startsOf(window.recurEvery, start, zone, after)) {
    if (moment > last) {
      return;
    }
    if (moment > after) {
      yield { start: moment, end: new Date(moment.getTime() + minutes * 60_000) };
    }
  }
}

function* startsOf(
  recurEvery: string | undefined,
  start: LocalTime,
  zone: string,
  after: Date,
): Generator<Date> {
  if (recurEvery === undefined) {
    yield momentOf(start, zone);
    return;
  }
  const read = parseRecurEvery(recurEvery);
  if ("wrong" in read) {
    return;
  }
  const { recurrence } = read;
  if (recurrence.unit === "Hour") {
    const first = momentOf(start, zone).getTime();
    const step = recurrence.every * 3_600_000;
    const passed = Math.max(0, Math.floor((after.getTime() - first) / step));
    for (let n = passed; ; n++) {
      yield new Date(first + n * step);
    }
  }
  yield* momentsOf(recurrence, start, zone, after);
}
