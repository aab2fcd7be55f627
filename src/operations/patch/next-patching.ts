import { nextOccurrences } from "../../azure/maintenance-window";
import { nextNight, offPeakZone, type OffPeakHours } from "../../azure/off-peak";
import { windowsToIana } from "../../azure/time-zones";
import type { PatchMachine, ReachingSchedule } from "./machines";

/** When a machine can be patched next. */
export interface NextPatching {
  /** A schedule's window, or the off-peak hours in which the platform patches. */
  readonly kind: "Window" | "OffPeak";
  /** ISO 8601, UTC. Of off-peak hours that are under way it is past. */
  readonly start: string;
  /** ISO 8601, UTC. */
  readonly end: string;
  /** IANA time zone in which the hours are counted. */
  readonly timeZone: string;
  /** Name of the schedule; left out for off-peak hours. */
  readonly schedule?: string;
  /** Whether hours and time zone are assumed: Azure publishes neither for off-peak hours. */
  readonly isAssumed: boolean;
}

/**
 * Tells when each machine can be patched next; `undefined` for one that Azure does not patch, and for
 * one whose schedules open no more or are not known. What machines share is reckoned once.
 */
export function nextPatchingAfter(
  now: Date,
  hours: OffPeakHours,
): (machine: PatchMachine) => NextPatching | undefined {
  const windows = remembered((_id: string, { schedule, name }: ReachingSchedule) =>
    schedule === undefined ? undefined : nextWindow(schedule, name, now),
  );
  const nights = remembered((region: string) => nextOffPeak(region, now, hours));
  return ({ coverage, schedules, row }) => {
    switch (coverage.patchedBy) {
      case "Schedule":
        return schedules
          .flatMap((each) => windows(each.id.toLowerCase(), each) ?? [])
          .sort((one, other) => (one.start < other.start ? -1 : 1))[0];
      case "Platform":
        return nights(row.location, undefined);
      default:
        return undefined;
    }
  };
}

function nextWindow(
  schedule: NonNullable<ReachingSchedule["schedule"]>,
  name: string,
  now: Date,
): NextPatching | undefined {
  const { startDateTime, expirationDateTime, duration, timeZone, recurEvery } = schedule;
  const [next] = nextOccurrences(
    {
      ...{ startDateTime, duration, timeZone },
      ...(expirationDateTime === "" ? {} : { expirationDateTime }),
      ...(recurEvery === "" ? {} : { recurEvery }),
    },
    now,
    1,
  );
  return (
    next && {
      kind: "Window",
      start: next.start.toISOString(),
      end: next.end.toISOString(),
      timeZone: windowsToIana(timeZone) ?? timeZone,
      schedule: name,
      isAssumed: false,
    }
  );
}

function nextOffPeak(region: string, now: Date, hours: OffPeakHours): NextPatching {
  const timeZone = offPeakZone(region);
  const { start, end } = nextNight(now, timeZone, hours);
  return {
    kind: "OffPeak",
    start: start.toISOString(),
    end: end.toISOString(),
    timeZone,
    isAssumed: true,
  };
}

/** A function that works each key's answer out once. */
function remembered<Given, Answer>(
  work: (key: string, given: Given) => Answer,
): (key: string, given: Given) => Answer {
  const known = new Map<string, Answer>();
  return (key, given) => {
    if (!known.has(key)) {
      known.set(key, work(key, given));
    }
    return known.get(key) as Answer;
  };
}
