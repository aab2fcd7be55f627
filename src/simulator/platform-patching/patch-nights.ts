import { type Night, nightAt, nextNight, offPeakZone } from "../../azure/off-peak";
import type { StoredResource } from "../estate";
import type { Platform } from "../operation";
import { plan, plannedFor, type PlannedKind, resumePlans } from "../planned-steps";
import { joinQueue } from "./patch-queue";
import { finishWave, startWave, waveEndsAt } from "./patch-waves";
import {
  forgetPatching,
  isByPlatform,
  machinesByPlatform,
  patchingNoteOf,
  regionOf,
  regionsByPlatform,
} from "./patched-machines";
import {
  assess,
  beginSwitchingOn,
  forgetSwitchingOn,
  neededFor,
  switchOn,
  untilSwitchedOn,
} from "./switching-on";

/** What the platform does next in a region, for all machines there that it patches. */
export const patchNights: PlannedKind = {
  subject: "platform patching by region",
  change: "the platform goes on patching a region's machines in off-peak hours",
  // A clock that runs by itself does the step a little late, but it is still of the moment that was planned.
  run: (platform, region, moment) => {
    goOn(platform, region, new Date(moment));
  },
};

/** Follows a machine's patch mode: begins to switch the platform's patching on, or forgets it. */
export function followPlatformPatching(platform: Platform, machine: StoredResource): void {
  if (!isByPlatform(machine)) {
    forgetPlatformPatching(platform, machine);
    return;
  }
  if (patchingNoteOf(platform.estate, machine) === undefined) {
    beginSwitchingOn(platform, machine);
  }
  begin(platform, regionOf(machine));
}

export function forgetPlatformPatching({ estate }: Platform, machine: StoredResource): void {
  forgetPatching(estate, machine);
  forgetSwitchingOn(estate, machine);
}

/** Takes up platform patching again in an estate that was loaded. */
export function resumePlatformPatching(platform: Platform): void {
  resumePlans(platform, patchNights);
  for (const region of regionsByPlatform(platform.estate)) {
    begin(platform, region);
  }
}

/** Plans the region's next step, unless one is planned that comes soon enough for a machine that is new. */
function begin(platform: Platform, region: string): void {
  const now = platform.clock.now();
  const soonest = new Date(now.getTime() + neededFor(platform));
  const planned = plannedFor(platform, patchNights, region);
  if (planned !== undefined && new Date(planned.due) <= soonest) {
    return;
  }
  const night = nextNightOf(platform, region, now);
  const next = night.start > now ? night.start : soonest < night.end ? soonest : night.end;
  if (planned === undefined || new Date(planned.due) > next) {
    planAt(platform, region, next);
  }
}

function goOn(platform: Platform, region: string, now: Date): void {
  finishWave(platform, region);
  const [zone, hours] = hoursOf(platform, region);
  const night = nightAt(now, zone, hours);
  // The night that ends now counts as well.
  const counted = nightAt(new Date(now.getTime() - 1), zone, hours) ?? night;
  const switchedOn = counted === undefined ? [] : switchOn(platform, region, counted);
  if (night?.start.getTime() === now.getTime()) {
    assess(platform, region);
  }
  let wait: Date | undefined;
  if (night !== undefined) {
    joinQueue(platform, region, night, switchedOn);
    wait = startWave(platform, region, night);
  }
  planNext(platform, region, now, wait);
}

/** Plans the next moment at which there is something to do: in this night, else when the next one begins. */
function planNext(platform: Platform, region: string, now: Date, pairsEnd: Date | undefined): void {
  const night = nextNightOf(platform, region, now);
  const isNight = night.start <= now;
  const left = isNight ? untilSwitchedOn(platform, region) : undefined;
  const inNight = [
    waveEndsAt(platform.estate, region),
    pairsEnd,
    left === undefined ? undefined : new Date(Math.min(now.getTime() + left, night.end.getTime())),
  ].filter((time) => time !== undefined && time > now);
  const [first, ...others] = inNight.map((time) => time?.getTime() ?? 0);
  if (first !== undefined) {
    planAt(platform, region, new Date(Math.min(first, ...others)));
  } else if (machinesByPlatform(platform.estate, region).length > 0) {
    planAt(
      platform,
      region,
      isNight ? nextNightOf(platform, region, night.end).start : night.start,
    );
  }
}

function planAt(platform: Platform, region: string, at: Date): void {
  const seconds = (at.getTime() - platform.clock.now().getTime()) / 1000;
  plan(platform, patchNights, region, at.toISOString(), seconds);
}

function nextNightOf(platform: Platform, region: string, after: Date): Night {
  return nextNight(after, ...hoursOf(platform, region));
}

function hoursOf(
  { assumptions }: Platform,
  region: string,
): [zone: string, hours: { readonly fromHour: number; readonly toHour: number }] {
  const { offPeakFromHour: fromHour, offPeakToHour: toHour } = assumptions;
  return [offPeakZone(region), { fromHour, toHour }];
}
