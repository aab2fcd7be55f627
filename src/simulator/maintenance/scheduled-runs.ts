import { dynamicScopeReaches, readDynamicScopeFilter } from "../../azure/dynamic-scope";
import { schedulePatchingOutcome } from "../../azure/guest-patching";
import { maintenanceLimits } from "../../azure/maintenance-limits";
import { operatingSystemOf, readPatchSettings } from "../compute/patch-settings";
import type { StoredResource } from "../estate";
import { asObject, asText, valueAt } from "../json";
import type { Platform } from "../operation";
import { plan, type PlannedKind } from "../planned-steps";
import { assignmentsOf, scopeOf } from "./assignment-index";
import { isCancelled } from "./cancelled-runs";
import { applyUpdateType } from "./maintenance-paths";
import { installForSchedule, type ScheduledRun } from "./patch-installer";
import { beginMachine, beginRun, forgetOldRecords, reportInstallation } from "./run-records";

const machineType = "Microsoft.Compute/virtualMachines";
const openSubject = "machines of open maintenance windows";

/** The end of each window in which machines are being patched. */
export const windowClosings: PlannedKind = {
  subject: "closings of maintenance windows",
  change: "a maintenance window closes and what is not done by then has failed",
  run: (platform, runId) => {
    const open = platform.estate.notes<readonly string[]>(openSubject);
    for (const machineId of open.get(runId.toLowerCase()) ?? []) {
      reportInstallation(platform, runId, machineId, {
        succeeded: false,
        code: "MaintenanceWindowExceeded",
        message: "The maintenance window closed before the machine was patched.",
      });
    }
    open.delete(runId.toLowerCase());
  },
};

/** Id of a run: its configuration and the start of its window, in UTC. */
export function runIdOf(configurationId: string, start: Date): string {
  const name = start.toISOString().replaceAll(/[-:T]/g, "").slice(0, 14);
  return `${configurationId}/providers/${applyUpdateType}/${name}`;
}

/** Opens a window: patches each machine that the schedule reaches and may patch. */
export function runSchedule(
  platform: Platform,
  configuration: StoredResource,
  window: { readonly start: Date; readonly minutes: number },
): void {
  forgetOldRecords(platform);
  const id = runIdOf(configuration.id, window.start);
  if (isCancelled(platform, id)) {
    return;
  }
  const machines = machinesOf(platform, configuration.id);
  if (machines.length === 0) {
    return;
  }
  const run: ScheduledRun = {
    id,
    configurationId: configuration.id,
    startedAt: window.start.toISOString(),
    endsBy: new Date(window.start.getTime() + window.minutes * 60_000).toISOString(),
    installPatches: asObject(valueAt(configuration, "properties.installPatches")),
  };
  beginRun(platform, run, machines.length);
  platform.estate.notes<readonly string[]>(openSubject).set(
    id.toLowerCase(),
    machines.map((machine) => machine.id),
  );
  plan(platform, windowClosings, id, "close", window.minutes * 60);
  for (const machine of machines) {
    beginMachine(platform, run, machine.id);
    patch(platform, machine, run);
  }
}

function patch(platform: Platform, machine: StoredResource, run: ScheduledRun): void {
  const { patchMode, bypassPlatformSafetyChecksOnUserSchedule: bypass } =
    readPatchSettings(machine);
  const { error } = schedulePatchingOutcome({ patchMode, bypass, scheduleAttached: true });
  if (error === undefined) {
    installForSchedule(platform, machine.id, run);
  } else {
    reportInstallation(platform, run.id, machine.id, {
      succeeded: false,
      code: "PrerequisitesNotMet",
      message: error,
    });
  }
}

/** Every machine that a configuration reaches, once: those assigned to it, then those of its dynamic scopes. */
export function machinesOf(platform: Platform, configurationId: string): StoredResource[] {
  const found = new Map<string, StoredResource>();
  for (const assignment of assignmentsOf(platform, "machine", configurationId)) {
    const machine = platform.estate.get(scopeOf(assignment));
    if (machine?.type === machineType) {
      found.set(machine.id.toLowerCase(), machine);
    }
  }
  for (const assignment of assignmentsOf(platform, "dynamic scope", configurationId)) {
    for (const machine of machinesInScope(platform, assignment)) {
      found.set(machine.id.toLowerCase(), machine);
    }
  }
  return [...found.values()];
}

/** What a dynamic scope reaches now; more than 1,000 machines are not looked at. */
export function machinesInScope(platform: Platform, assignment: StoredResource): StoredResource[] {
  const scope = scopeOf(assignment);
  const filter = readDynamicScopeFilter(asObject(valueAt(assignment, "properties.filter")));
  return platform.estate
    .ofType(machineType)
    .filter((machine) =>
      dynamicScopeReaches(scope, filter, {
        id: machine.id,
        type: machineType,
        location: asText(machine.location) ?? "",
        operatingSystem: operatingSystemOf(machine),
        tags: asObject(machine.tags) as Readonly<Record<string, string>>,
      }),
    )
    .slice(0, maintenanceLimits.machinesPerDynamicScope);
}
