import type { Estate, StoredResource } from "../estate";
import type { Call, Platform } from "../operation";
import { availablePatches, isCriticalOrSecurity, patchNoteOf } from "./patch-records";
import { operatingSystemOf, readPatchSettings } from "./patch-settings";
import { type Extension, putPlatformExtension } from "./extensions";

const hour = 3_600_000;
/** How long it takes until the platform looks for the first time. Source: learn.microsoft.com virtual-machines/automatic-vm-guest-patching ("more than 3 hours"). */
const firstAssessmentAfter = 3 * hour;
/** Source: learn.microsoft.com virtual-machines/automatic-vm-guest-patching (`assessmentMode`: every 24 hours). */
const assessmentEvery = 24 * hour;

/** The platform's own extensions: nobody declares them. Source: learn.microsoft.com virtual-machines/automatic-vm-guest-patching. */
const patchExtensions: Readonly<Record<"Windows" | "Linux", Extension>> = {
  Windows: {
    name: "WindowsPatchExtension",
    publisher: "Microsoft.CPlat.Core",
    type: "WindowsPatchExtension",
    typeHandlerVersion: "1.5",
  },
  Linux: {
    name: "LinuxPatchExtension",
    publisher: "Microsoft.CPlat.Core",
    type: "LinuxPatchExtension",
    typeHandlerVersion: "1.6",
  },
};

export interface Assessment {
  readonly at: Date;
  readonly criticalAndSecurity: number;
  readonly other: number;
}

/** Begins or ends periodic assessment, as a machine's settings now ask for. */
export function followAssessment(call: Call, machine: StoredResource): void {
  const since = sinceOf(call.estate);
  const key = machine.id.toLowerCase();
  if (!isAssessed(machine)) {
    since.delete(key);
    return;
  }
  if (since.has(key)) {
    return;
  }
  const from = call.clock.now().toISOString();
  since.set(key, from);
  bringExtension(call, machine.id, from);
}

/** Begins periodic assessment again after an estate was loaded. */
export function resumeAssessment(platform: Platform): void {
  for (const [machineId, from] of sinceOf(platform.estate)) {
    bringExtension(platform, machineId, from);
  }
}

/** Does nothing when the machine is gone by then, or assessed anew. */
function bringExtension(platform: Platform, machineId: string, from: string): void {
  const { estate, clock } = platform;
  const due = new Date(from).getTime() + firstAssessmentAfter - clock.now().getTime();
  platform.later(
    "the platform brings the patch extension to a machine that it assesses",
    Math.max(0, due / 1000),
    () => {
      const now = estate.get(machineId);
      if (now !== undefined && sinceOf(estate).get(machineId.toLowerCase()) === from) {
        putPlatformExtension(platform, now, patchExtensions[operatingSystemOf(now)]);
      }
    },
  );
}

export function forgetAssessment(call: Platform, machine: StoredResource): void {
  sinceOf(call.estate).delete(machine.id.toLowerCase());
}

/** The latest assessment of a machine: the platform's own, or one that was asked for. */
export function lastAssessment(call: Call, machine: StoredResource): Assessment | undefined {
  const asked = patchNoteOf(call, machine).assessedAt;
  const times = [
    platformAssessment(call, machine),
    asked === undefined ? undefined : new Date(asked),
  ]
    .filter((time) => time !== undefined)
    .sort((a, b) => b.getTime() - a.getTime());
  const [at] = times;
  if (at === undefined) {
    return undefined;
  }
  const patches = availablePatches(call, machine, at);
  const criticalAndSecurity = patches.filter(isCriticalOrSecurity).length;
  return { at, criticalAndSecurity, other: patches.length - criticalAndSecurity };
}

/** When the platform assessed a machine last. */
function platformAssessment(call: Call, machine: StoredResource): Date | undefined {
  const noted = sinceOf(call.estate).get(machine.id.toLowerCase());
  if (noted === undefined) {
    return undefined;
  }
  const since = new Date(noted);
  const elapsed = call.clock.now().getTime() - since.getTime() - firstAssessmentAfter;
  const round = Math.floor(elapsed / assessmentEvery);
  return elapsed < 0
    ? undefined
    : new Date(since.getTime() + firstAssessmentAfter + round * assessmentEvery);
}

/** Assessed are machines that ask for it, and those that the platform patches. */
function isAssessed(machine: StoredResource): boolean {
  const { assessmentMode, patchMode } = readPatchSettings(machine);
  return assessmentMode === "AutomaticByPlatform" || patchMode === "AutomaticByPlatform";
}

/** Since when the platform assesses a machine: no property of the machine tells it. */
function sinceOf(estate: Estate): Map<string, string> {
  return estate.notes<string>("assessed since");
}
