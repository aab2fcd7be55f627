import type { JsonObject } from "../json";
import type { Platform } from "../operation";
import { plan, type PlannedKind } from "../planned-steps";
import { reportInstallation } from "./run-records";

/** One opening of a maintenance window, as the patching of one machine sees it. */
export interface ScheduledRun {
  /** Id of the run: `{configuration}/providers/Microsoft.Maintenance/applyUpdates/{start}`. */
  readonly id: string;
  readonly configurationId: string;
  /** ISO date and time. */
  readonly startedAt: string;
  /** ISO date and time at which the window closes. */
  readonly endsBy: string;
  /** What the configuration asks for: `rebootSetting`, `windowsParameters`, `linuxParameters`. */
  readonly installPatches: JsonObject;
}

/**
 * Begins to patch a machine for a schedule. Whoever does it calls `reportInstallation` when the
 * machine is done, at the latest when the window closes; after that its outcome is no longer asked for.
 */
export type InstallForSchedule = (platform: Platform, machineId: string, run: ScheduledRun) => void;

/** Machines that are being patched, each until it is done. */
export const installations: PlannedKind = {
  subject: "scheduled installations",
  change: "a scheduled run has patched a machine",
  run: (platform, key, runId) => {
    const machineId = key.slice(runId.length + 1);
    reportInstallation(platform, runId, machineId, { succeeded: true });
  },
};

/** Patches a machine in the time that is assumed for it. */
export const installForSchedule: InstallForSchedule = (platform, machineId, run) => {
  const seconds = platform.assumptions.scheduledPatchingInSeconds;
  plan(platform, installations, `${run.id} ${machineId}`, run.id, seconds);
};
