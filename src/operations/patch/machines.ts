import { dynamicScopeReaches, readDynamicScopeFilter } from "../../azure/dynamic-scope";
import type { GuestPatchSettings } from "../../azure/guest-patching";
import type { ImageReference } from "../../azure/images";
import { patchCoverage, type PatchCoverage } from "../../azure/patch-coverage";
import {
  type PatchedMachineRow,
  patchedMachinesQuery,
  type ScheduleAssignmentRow,
  scheduleAssignmentsQuery,
  type ScheduleRow,
  schedulesQuery,
} from "../../azure/resource-graph-queries";
import { type FleetScope, isInScope } from "../run/fleet-scope";
import type { FleetSource } from "../run/fleet-source";

/** A schedule that reaches a machine. */
export interface ReachingSchedule {
  readonly id: string;
  readonly name: string;
  /** Whether it is assigned to the machine itself or reaches it by a dynamic scope. */
  readonly by: "Assignment" | "DynamicScope";
  /** Its window; `undefined` of a schedule in a subscription that was not looked at. */
  readonly schedule: ScheduleRow | undefined;
}

/** A machine with what patches it, as Azure Resource Graph tells it. */
export interface PatchMachine {
  readonly row: PatchedMachineRow;
  readonly settings: GuestPatchSettings;
  /** The marketplace image; `undefined` for any other. */
  readonly image: ImageReference | undefined;
  readonly hasOsProfile: boolean;
  readonly schedules: readonly ReachingSchedule[];
  readonly coverage: PatchCoverage;
}

/** The machines of a scope, and what was seen beside them. */
export interface PatchMachines {
  /** By id. */
  readonly machines: readonly PatchMachine[];
  /** False where no schedule and no assignment was seen at all: there is none, or they cannot be read. */
  readonly anyScheduleSeen: boolean;
}

/**
 * The machines of a scope with what patches them: one query of pages for the machines and two for the
 * schedules, whatever their number.
 *
 * @param schedulesAreHidden - Whether the caller may not read schedules, so that none being seen says
 * nothing; asked only where none was seen. Defaults to no.
 */
export async function readPatchMachines(
  source: FleetSource,
  scope: FleetScope,
  schedulesAreHidden: () => Promise<boolean> = () => Promise.resolve(false),
): Promise<PatchMachines> {
  const all = await source.rows(patchedMachinesQuery(scope));
  const schedules = await source.rows(schedulesQuery());
  const assignments = await source.rows(scheduleAssignmentsQuery());
  const anyScheduleSeen = schedules.length > 0 || assignments.length > 0;
  const hidden = !anyScheduleSeen && (await schedulesAreHidden());
  const rows = all.filter((row) => isInScope(row, scope));
  const reaching = schedulesOf(rows, schedules, assignments);
  return {
    machines: rows.map((row) => patchMachine(row, reaching(row), hidden)),
    anyScheduleSeen,
  };
}

function patchMachine(
  row: PatchedMachineRow,
  schedules: readonly ReachingSchedule[],
  hidden: boolean,
): PatchMachine {
  const settings = settingsOf(row);
  const image = imageOf(row);
  const hasOsProfile = row.hasOsProfile !== false;
  const names = hidden ? undefined : schedules.map(({ name }) => name);
  const coverage = patchCoverage({ settings, hasOsProfile, image, schedules: names });
  return { row, settings, image, hasOsProfile, schedules, coverage };
}

function settingsOf(row: PatchedMachineRow): GuestPatchSettings {
  const word = (text: string): string | undefined => (text === "" ? undefined : text);
  return {
    operatingSystem: row.osType === "Windows" ? "Windows" : "Linux",
    patchMode: word(row.patchMode),
    assessmentMode: word(row.assessmentMode),
    rebootSetting: word(row.rebootSetting),
    enableAutomaticUpdates: row.enableAutomaticUpdates ?? undefined,
    provisionVmAgent: row.provisionVmAgent ?? undefined,
    bypassPlatformSafetyChecksOnUserSchedule:
      row.bypassPlatformSafetyChecksOnUserSchedule ?? undefined,
    hotpatchingEnabled: row.hotpatchingEnabled ?? undefined,
  };
}

function imageOf({ imageReference }: PatchedMachineRow): ImageReference | undefined {
  const { publisher, offer, sku, version } = imageReference ?? {};
  return publisher === undefined || offer === undefined || sku === undefined
    ? undefined
    : { publisher, offer, sku, version };
}

/**
 * Which schedules reach a machine. An assignment whose configuration is not among the schedules is of
 * another kind of maintenance, unless it stands in a subscription that nothing was seen of.
 */
function schedulesOf(
  machines: readonly PatchedMachineRow[],
  schedules: readonly ScheduleRow[],
  assignments: readonly ScheduleAssignmentRow[],
): (machine: PatchedMachineRow) => ReachingSchedule[] {
  const known = new Map(schedules.map((schedule) => [schedule.id.toLowerCase(), schedule]));
  const seen = new Set([...machines, ...schedules].map(({ id }) => subscriptionOf(id)));
  const relevant = assignments.filter(
    ({ scheduleId }) => known.has(scheduleId) || !seen.has(subscriptionOf(scheduleId)),
  );
  const assigned = new Map<string, string[]>();
  for (const { targetId, scheduleId, dynamicScope } of relevant) {
    if (dynamicScope === null) {
      assigned.set(targetId, [...(assigned.get(targetId) ?? []), scheduleId]);
    }
  }
  const scopes = relevant.flatMap(({ targetId, scheduleId, dynamicScope }) =>
    dynamicScope === null
      ? []
      : [{ targetId, scheduleId, filter: readDynamicScopeFilter(dynamicScope) }],
  );
  return (machine) => {
    const found = new Map<string, ReachingSchedule["by"]>();
    for (const { targetId, scheduleId, filter } of scopes) {
      if (!found.has(scheduleId) && dynamicScopeReaches(targetId, filter, filtered(machine))) {
        found.set(scheduleId, "DynamicScope");
      }
    }
    for (const scheduleId of assigned.get(machine.id.toLowerCase()) ?? []) {
      found.set(scheduleId, "Assignment");
    }
    return [...found].map(([scheduleId, by]) => {
      const schedule = known.get(scheduleId);
      const id = schedule?.id ?? scheduleId;
      return { id, name: schedule?.name ?? id.slice(id.lastIndexOf("/") + 1), by, schedule };
    });
  };
}

function filtered(machine: PatchedMachineRow): Parameters<typeof dynamicScopeReaches>[2] {
  return {
    id: machine.id,
    type: "Microsoft.Compute/virtualMachines",
    location: machine.location,
    operatingSystem: machine.osType,
    tags: machine.tags ?? {},
  };
}

function subscriptionOf(id: string): string {
  return id.split("/")[2]?.toLowerCase() ?? "";
}
