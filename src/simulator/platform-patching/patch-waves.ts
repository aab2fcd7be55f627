import { areRegionsPaired, isNightOfPhase, PatchWave } from "../../azure/availability-first";
import type { Night } from "../../azure/off-peak";
import { platformClassifications, rebootSettingInForce } from "../../azure/platform-patching";
import {
  beginInstallation,
  type BegunInstallation,
  failInstallation,
  finishInstallation,
} from "../compute/patch-installation";
import { readPatchSettings } from "../compute/patch-settings";
import { agentReports, agentSilent } from "../compute/vm-agent";
import type { Estate, StoredResource } from "../estate";
import type { Platform } from "../operation";
import { isInAvailabilitySet, placeOf } from "./machine-place";
import { keepQueue, queueOf } from "./patch-queue";
import { machinesByPlatform, notePatching } from "./patched-machines";

/** Machines of a region that are being patched together. */
interface Wave {
  readonly machineIds: readonly string[];
  /** ISO dates and times. */
  readonly startedAt: string;
  readonly endsAt: string;
  readonly nightEndsAt: string;
}

/** When the machines that are being patched in a region are done; `undefined` when there are none. */
export function waveEndsAt(estate: Estate, region: string): Date | undefined {
  const wave = wavesOf(estate).get(region);
  return wave && new Date(wave.endsAt);
}

/** Since when a machine is being patched by the platform. */
export function beingPatchedSince(
  estate: Estate,
  region: string,
  machineId: string,
): Date | undefined {
  const wave = wavesOf(estate).get(region);
  return wave?.machineIds.includes(machineId) === true ? new Date(wave.startedAt) : undefined;
}

/**
 * Begins to patch those of a region's machines that may be patched together now. Each is tried once
 * a night; what fails or has no time left is tried again in a later one.
 *
 * @returns when to try again, if a paired region is in the way.
 */
export function startWave(platform: Platform, region: string, night: Night): Date | undefined {
  const { estate, clock, assumptions } = platform;
  if (
    waveEndsAt(estate, region) !== undefined ||
    !isNightOfPhase(region, night.number, assumptions.patchRolloutPhaseInNights)
  ) {
    return undefined;
  }
  const queue = queueOf(platform, region, night);
  if (queue.length === 0) {
    return undefined;
  }
  const pairsEnd = whenPairsEnd(estate, region);
  if (pairsEnd !== undefined) {
    return pairsEnd;
  }
  const now = clock.now();
  const wave = new PatchWave(largestBatchOf(platform, region));
  const left: string[] = [];
  let seconds = 0;
  for (const id of queue) {
    const machine = estate.get(id);
    if (machine === undefined) {
      continue;
    }
    const place = placeOf(platform, machine);
    if (!wave.mayJoin(place)) {
      left.push(id);
      continue;
    }
    if (!agentReports(platform, machine)) {
      continue;
    }
    const installation = begin(platform, machine, now, night.end);
    if (installation.done.length > 0) {
      wave.join(place);
      seconds = Math.max(seconds, installation.seconds);
    }
  }
  keepQueue(estate, region, night, left);
  if (wave.machines.length > 0) {
    wavesOf(estate).set(region, {
      machineIds: wave.machines.map(({ id }) => id),
      startedAt: now.toISOString(),
      endsAt: new Date(now.getTime() + seconds * 1000).toISOString(),
      nightEndsAt: night.end.toISOString(),
    });
  }
  return undefined;
}

/** How many of a region's machines outside availability sets are patched at a time. */
function largestBatchOf({ estate, assumptions }: Platform, region: string): number {
  const outsideSets = machinesByPlatform(estate, region).filter((m) => !isInAvailabilitySet(m));
  return Math.max(
    1,
    Math.ceil((outsideSets.length * assumptions.largestPatchBatchInPercent) / 100),
  );
}

/** Ends the patching that is under way in a region, if its time has come. */
export function finishWave(platform: Platform, region: string): void {
  const { estate, clock } = platform;
  const wave = wavesOf(estate).get(region);
  if (wave === undefined || new Date(wave.endsAt) > clock.now()) {
    return;
  }
  wavesOf(estate).delete(region);
  const startedAt = new Date(wave.startedAt);
  for (const id of wave.machineIds) {
    const machine = estate.get(id);
    if (machine !== undefined) {
      finish(platform, machine, begin(platform, machine, startedAt, new Date(wave.nightEndsAt)));
    }
  }
}

function finish(platform: Platform, machine: StoredResource, begun: BegunInstallation): void {
  if (!agentReports(platform, machine)) {
    failInstallation(platform, machine, begun, agentSilent(machine));
    return;
  }
  const { status, maintenanceWindowExceeded } = finishInstallation(platform, machine, begun);
  if (status !== "Failed" && !maintenanceWindowExceeded) {
    notePatching(platform.estate, machine, { upToDateAt: begun.at.toISOString() });
  }
}

function begin(
  platform: Platform,
  machine: StoredResource,
  at: Date,
  nightEnd: Date,
): BegunInstallation {
  const wanted = {
    rebootSetting: rebootSettingInForce(readPatchSettings(machine).rebootSetting),
    classifications: platformClassifications,
    included: [],
    excluded: [],
    withoutReboot: false,
    publishedUntil: undefined,
    hours: Math.max(0, nightEnd.getTime() - at.getTime()) / 3_600_000,
  };
  return beginInstallation(platform, machine, wanted, { at, startedBy: "Platform" });
}

/** Paired regions are never patched at once, whatever the hours and phases are. */
function whenPairsEnd(estate: Estate, region: string): Date | undefined {
  const ends = [...wavesOf(estate)].flatMap(([other, { endsAt }]) =>
    areRegionsPaired(other, region) ? [new Date(endsAt).getTime()] : [],
  );
  return ends.length === 0 ? undefined : new Date(Math.max(...ends));
}

function wavesOf(estate: Estate): Map<string, Wave> {
  return estate.notes<Wave>("patching under way by region");
}
