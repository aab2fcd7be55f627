/** A wall-clock time in some time zone. */
export interface LocalTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** What clocks show in an IANA time zone at a moment. */
export function localTime(moment: Date, zone: string): LocalTime {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => Number(parts.get(name));
  return {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    hour: part("hour"),
    minute: part("minute"),
  };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Kept for each zone: to make one takes much longer than to use it. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) {
    return known;
  }
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  formats.set(zone, format);
  return format;
}

/** Minutes by which an IANA time zone is ahead of UTC at a moment. */
export function offsetInMinutes(moment: Date, zone: string): number {
  const { year, month, day, hour, minute } = localTime(moment, zone);
  const wholeMinutes = Math.floor(moment.getTime() / 60_000);
  return Date.UTC(year, month - 1, day, hour, minute) / 60_000 - wholeMinutes;
}

/**
 * The moment at which clocks in an IANA time zone show a time; days beyond a month's end run over.
 * A time that a clock change skips is the moment an hour later, as Windows takes it.
 */
export function momentOf(local: LocalTime, zone: string): Date {
  const asUtc = Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute);
  const guess = asUtc - offsetInMinutes(new Date(asUtc), zone) * 60_000;
  return new Date(asUtc - offsetInMinutes(new Date(guess), zone) * 60_000);
}

/** A moment as Automation writes it: local time without seconds, with the zone's offset. */
export function offsetDateTime(moment: Date, zone: string): string {
  const { year, month, day, hour, minute } = localTime(moment, zone);
  const offset = offsetInMinutes(moment, zone);
  const two = (value: number): string => String(value).padStart(2, "0");
  const sign = offset < 0 ? "-" : "+";
  const size = Math.abs(offset);
  return (
    `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:00` +
    `${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`
  );
}

/** A local time of Azure, ISO 8601, as people are told it, beside the name of its zone: `2026-11-02 22:00 Europe/Berlin`. */
export function localMinute(time: string, zone: string): string {
  return `${time.slice(0, 16).replace("T", " ")} ${zone}`;
}

/** A time of Azure, ISO 8601 in UTC, as people are told it: `2026-11-02 21:00 UTC`. */
export function utcMinute(time: string): string {
  return localMinute(time, "UTC");
}
