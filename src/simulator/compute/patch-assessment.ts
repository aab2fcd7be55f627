import { assessmentEveryInHours } from "../../azure/guest-patching";
import type { Estate, StoredResource } from "../estate";
import type { Platform } from "../operation";
import { availablePatches, isCriticalOrSecurity, patchNoteOf } from "./patch-records";
import { bringPatchExtension, hasPatchExtension } from "./patch-extension";
import { readPatchSettings } from "./patch-settings";
import { powerOf } from "./power-state";
import { agentAnswers } from "./vm-agent";

const hour = 3_600_000;
/** How long it takes until the platform looks for the first time. Source: learn.microsoft.com virtual-machines/automatic-vm-guest-patching ("more than 3 hours"). */
const firstAssessmentAfter = 3 * hour;
const assessmentEvery = assessmentEveryInHours * hour;

export interface Assessment {
  readonly at: Date;
  readonly criticalAndSecurity: number;
  readonly other: number;
}

/** Begins or ends periodic assessment, as a machine's settings now ask for. */
export function followAssessment(call: Platform, machine: StoredResource): void {
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
    const machine = platform.estate.get(machineId);
    if (machine !== undefined && !hasPatchExtension(platform, machine)) {
      bringExtension(platform, machineId, from);
    }
  }
}

/**
 * Brings the extension for the first assessment, or for the next one when that does not succeed.
 * Does nothing when the machine is gone by then, or assessed anew.
 */
function bringExtension(platform: Platform, machineId: string, from: string): void {
  const { estate, clock } = platform;
  const elapsed = clock.now().getTime() - new Date(from).getTime() - firstAssessmentAfter;
  const wait = elapsed < 0 ? -elapsed : assessmentEvery - (elapsed % assessmentEvery);
  platform.later(
    "the platform brings the patch extension to a machine that it assesses",
    wait / 1000,
    () => {
      const now = estate.get(machineId);
      if (now === undefined || sinceOf(estate).get(machineId.toLowerCase()) !== from) {
        return;
      }
      if (!agentAnswers(platform, now) || !bringPatchExtension(platform, now)) {
        bringExtension(platform, machineId, from);
      }
    },
  );
}

export function forgetAssessment(call: Platform, machine: StoredResource): void {
  sinceOf(call.estate).delete(machine.id.toLowerCase());
}

/** The latest assessment of a machine: the platform's own, or one that was asked for. */
export function lastAssessment(
  platform: Platform,
  machine: StoredResource,
): Assessment | undefined {
  const at = lastAssessmentTime(platform, machine);
  if (at === undefined) {
    return undefined;
  }
  const patches = availablePatches(platform, machine, at);
  const criticalAndSecurity = patches.filter(isCriticalOrSecurity).length;
  return { at, criticalAndSecurity, other: patches.length - criticalAndSecurity };
}

/** When a machine was assessed last. */
export function lastAssessmentTime(platform: Platform, machine: StoredResource): Date | undefined {
  const asked = patchNoteOf(platform, machine).assessedAt;
  const times = [
    platformAssessment(platform, machine),
    asked === undefined ? undefined : new Date(asked),
  ]
    .filter((time) => time !== undefined)
    .sort((a, b) => b.getTime() - a.getTime());
  return times[0];
}

/** When the platform assessed a machine last, at its own request; not since the machine is off. */
function platformAssessment(platform: Platform, machine: StoredResource): Date | undefined {
  const first = firstAssessment(platform, machine)?.at;
  if (first === undefined) {
    return undefined;
  }
  const { state, since: stoppedAt } = powerOf(platform, machine);
  const until = state === "running" ? platform.clock.now() : new Date(stoppedAt);
  const elapsed = until.getTime() - first.getTime();
  return elapsed < 0
    ? undefined
    : new Date(first.getTime() + Math.floor(elapsed / assessmentEvery) * assessmentEvery);
}

/** When periodic assessment looks at a machine for the first time, and since when it is asked for; `undefined` when it is not. */
export function firstAssessment(
  platform: Platform,
  machine: StoredResource,
): { readonly askedAt: string; readonly at: Date } | undefined {
  const askedAt = sinceOf(platform.estate).get(machine.id.toLowerCase());
  return askedAt === undefined
    ? undefined
    : { askedAt, at: new Date(new Date(askedAt).getTime() + firstAssessmentAfter) };
}

/** Machines that ask for it. Those that the platform patches are assessed by that, every few days. */
function isAssessed(machine: StoredResource): boolean {
  return readPatchSettings(machine).assessmentMode === "AutomaticByPlatform";
}

/** Since when the platform assesses a machine: no property of the machine tells it. */
function sinceOf(estate: Estate): Map<string, string> {
  return estate.notes<string>("assessed since");
}
