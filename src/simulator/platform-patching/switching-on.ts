import type { Night } from "../../azure/off-peak";
import { bringPatchExtension } from "../compute/patch-extension";
import { notePatches, patchNoteOf } from "../compute/patch-records";
import { readPatchSettings } from "../compute/patch-settings";
import { powerOf } from "../compute/power-state";
import { agentReports } from "../compute/vm-agent";
import type { Estate, StoredResource } from "../estate";
import type { Platform } from "../operation";
import { machinesByPlatform, notePatching, patchingNoteOf, regionOf } from "./patched-machines";

/** How far the switching on of a machine has come. */
interface SwitchingOn {
  readonly region: string;
  /** Off-peak milliseconds that have been spent on it. */
  readonly spent: number;
  /** ISO date and time until which they are counted. */
  readonly countedUntil: string;
}

/** Begins to switch the platform's patching of a machine on. */
export function beginSwitchingOn(platform: Platform, machine: StoredResource): void {
  const now = platform.clock.now().toISOString();
  notePatching(platform.estate, machine, { since: now });
  const begun = { region: regionOf(machine), spent: 0, countedUntil: now };
  notesOf(platform.estate).set(machine.id.toLowerCase(), begun);
}

export function forgetSwitchingOn(estate: Estate, machine: StoredResource): void {
  notesOf(estate).delete(machine.id.toLowerCase());
}

/**
 * Goes on switching the platform's patching on: it takes off-peak time in which the machine runs,
 * and what one night has no time for is left to the next. When it is done the machine has the patch
 * extension and has been assessed; where the extension fails it is tried again in the next night. Source: learn.microsoft.com virtual-machines/automatic-vm-guest-patching.
 *
 * @returns the machines for which it is done now.
 */
export function switchOn(platform: Platform, region: string, night: Night): StoredResource[] {
  const now = platform.clock.now();
  const done: StoredResource[] = [];
  for (const [machine, switching] of switchingOn(platform, region)) {
    const spent = switching.spent + spentSince(platform, machine, switching, night);
    if (spent < neededFor(platform) || !bringPatchExtension(platform, machine)) {
      const counted = { region, spent, countedUntil: now.toISOString() };
      notesOf(platform.estate).set(machine.id.toLowerCase(), counted);
    } else {
      forgetSwitchingOn(platform.estate, machine);
      notePatching(platform.estate, machine, { enabledAt: now.toISOString() });
      notePatches(platform, machine, { assessedAt: now.toISOString(), assessedBy: "Platform" });
      done.push(machine);
    }
  }
  return done;
}

/** Milliseconds until the next of a region's machines is switched on if it goes on running. */
export function untilSwitchedOn(platform: Platform, region: string): number | undefined {
  const left = switchingOn(platform, region).flatMap(([machine, { spent }]) =>
    agentReports(platform, machine) && spent < neededFor(platform)
      ? [neededFor(platform) - spent]
      : [],
  );
  return left.length === 0 ? undefined : left.reduce((a, b) => Math.min(a, b));
}

/** Looks every few days at the machines that are switched on and run; the others wait for the next night. */
export function assess(platform: Platform, region: string): void {
  const now = platform.clock.now();
  const days = platform.assumptions.platformAssessmentEveryInDays;
  const dueBefore = new Date(now.getTime() - days * 86_400_000).toISOString();
  for (const machine of machinesByPlatform(platform.estate, region)) {
    if (
      (patchNoteOf(platform, machine).assessedAt ?? "") <= dueBefore &&
      patchingNoteOf(platform.estate, machine)?.enabledAt !== undefined &&
      // Who asks for periodic assessment has that one instead.
      readPatchSettings(machine).assessmentMode !== "AutomaticByPlatform" &&
      agentReports(platform, machine)
    ) {
      // Whoever has taken the extension away gets it back.
      bringPatchExtension(platform, machine);
      notePatches(platform, machine, { assessedAt: now.toISOString(), assessedBy: "Platform" });
    }
  }
}

export function neededFor({ assumptions }: Platform): number {
  return assumptions.patchingEnabledInMinutes * 60_000;
}

function switchingOn(
  { estate }: Platform,
  region: string,
): (readonly [StoredResource, SwitchingOn])[] {
  return [...notesOf(estate)].flatMap(([id, switching]) => {
    const machine = switching.region === region ? estate.get(id) : undefined;
    return machine === undefined ? [] : [[machine, switching] as const];
  });
}

function spentSince(
  platform: Platform,
  machine: StoredResource,
  { countedUntil }: SwitchingOn,
  night: Night,
): number {
  if (!agentReports(platform, machine)) {
    return 0;
  }
  const started = powerOf(platform, machine).since;
  const from = [night.start.toISOString(), started, countedUntil]
    .map((time) => new Date(time).getTime())
    .reduce((a, b) => Math.max(a, b));
  const until = Math.min(platform.clock.now().getTime(), night.end.getTime());
  return Math.max(0, until - from);
}

function notesOf(estate: Estate): Map<string, SwitchingOn> {
  return estate.notes<SwitchingOn>("machines for which patching is being switched on");
}
