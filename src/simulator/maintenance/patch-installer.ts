import { rebootSettingInForce } from "../../azure/platform-patching";
import { agentReports } from "../compute/vm-agent";
import {
  beginInstallation,
  finishInstallation,
  readSelection,
} from "../compute/patch-installation";
import { operatingSystemOf, readPatchSettings } from "../compute/patch-settings";
import type { JsonObject } from "../json";
import type { Platform } from "../operation";
import { plan, type PlannedKind } from "../planned-steps";
import { type InstallationOutcome, reportInstallation } from "./run-records";

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

const subject = "machines that scheduled runs patch";

/** The end of a run's patching: one for all its machines, however many they are. */
export const installations: PlannedKind = {
  subject: "scheduled installations",
  change: "a scheduled run has patched a machine",
  run: (platform, runId) => {
    const patching = platform.estate.notes<readonly string[]>(subject);
    for (const machineId of patching.get(runId.toLowerCase()) ?? []) {
      reportInstallation(platform, runId, machineId, installOn(platform, machineId, runId));
    }
    patching.delete(runId.toLowerCase());
    runsOf(platform).delete(runId.toLowerCase());
  },
};

/** Patches a machine in the time that is assumed for it. */
export const installForSchedule: InstallForSchedule = (platform, machineId, run) => {
  const patching = platform.estate.notes<string[]>(subject);
  const together = patching.get(run.id.toLowerCase());
  if (together !== undefined) {
    together.push(machineId);
    return;
  }
  patching.set(run.id.toLowerCase(), [machineId]);
  runsOf(platform).set(run.id.toLowerCase(), run);
  plan(
    platform,
    installations,
    run.id,
    "installed",
    platform.assumptions.scheduledPatchingInSeconds,
  );
};

/** Installs what the run's configuration selects on a machine that is there, on, and answers. */
function installOn(platform: Platform, machineId: string, runId: string): InstallationOutcome {
  const machine = platform.estate.get(machineId);
  const run = runsOf(platform).get(runId.toLowerCase());
  if (machine === undefined || run === undefined || !agentReports(platform, machine)) {
    return {
      succeeded: false,
      code: "MachineNotReady",
      message: "The machine was not running or its agent did not answer when it was to be patched.",
    };
  }
  const at = new Date(run.startedAt);
  const selection = readSelection(operatingSystemOf(machine), run.installPatches);
  const { rebootSetting } = readPatchSettings(machine);
  const wanted = {
    ...selection,
    rebootSetting: rebootSettingInForce(rebootSetting, selection.rebootSetting),
    hours: (new Date(run.endsBy).getTime() - at.getTime()) / 3_600_000,
  };
  const begun = beginInstallation(platform, machine, wanted, {
    at,
    startedBy: "Platform",
    maintenanceRunId: run.id,
  });
  const { error } = finishInstallation(platform, machine, begun);
  return error === undefined ? { succeeded: true } : { succeeded: false, ...error };
}

/** What the runs under way ask for. */
function runsOf(platform: Platform): Map<string, ScheduledRun> {
  return platform.estate.notes<ScheduledRun>("scheduled runs that patch");
}
