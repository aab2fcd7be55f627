import { localTime, momentOf } from "./local-time";
import { findRegion } from "./regions";

/** When a region's machines are little used. Azure publishes no hours: these are the caller's assumption. */
export interface OffPeakHours {
  /** Hour of the local clock at which they begin: `0` to `23`. */
  readonly fromHour: number;
  /** Hour of the local clock at which they end, the next day unless it is later; the same hour means a whole day. */
  readonly toHour: number;
}

/** What is assumed unless the caller knows better: 22:00 to 6:00. No document of Azure names hours. */
export const assumedOffPeakHours: OffPeakHours = { fromHour: 22, toHour: 6 };

/** The off-peak hours of one date. */
export interface Night {
  readonly start: Date;
  readonly end: Date;
  /** Days from 1970-01-01 to the local date on which it begins. */
  readonly number: number;
}

/**
 * The IANA time zone that off-peak hours are counted in: the machine's time zone, which Azure is
 * taken to derive from its region. An unknown region has UTC. Source of the rule: learn.microsoft.com
 * virtual-machines/automatic-vm-guest-patching ("off-peak hours for the VM, depending on the time zone").
 */
export function offPeakZone(regionName: string): string {
  return findRegion(regionName)?.ianaTimeZone ?? "Etc/UTC";
}

/** The off-peak hours that are under way at a moment, or the next ones. */
export function nextNight(moment: Date, zone: string, hours: OffPeakHours): Night {
  const { year, month, day } = localTime(moment, zone);
  for (const days of [-1, 0]) {
    const night = nightOf(year, month, day + days, zone, hours);
    if (night.end > moment) {
      return night;
    }
  }
  return nightOf(year, month, day + 1, zone, hours);
}

/** The off-peak hours that are under way at a moment. */
export function nightAt(moment: Date, zone: string, hours: OffPeakHours): Night | undefined {
  const night = nextNight(moment, zone, hours);
  return night.start <= moment ? night : undefined;
}

function nightOf(
  year: number,
  month: number,
  day: number,
  zone: string,
  { fromHour, toHour }: OffPeakHours,
): Night {
  const at = (days: number, hour: number): Date =>
    momentOf({ year, month, day: day + days, hour, minute: 0 }, zone);
  return {
    start: at(0, fromHour),
    end: at(toHour > fromHour ? 0 : 1, toHour),
    number: Math.floor(Date.UTC(year, month - 1, day) / 86_400_000),
  };
}
