import { virtualMachineType } from "../../compute/extensions";
import {
  installationCounts,
  type InstallationRecord,
  patchNoteOf,
} from "../../compute/patch-records";
import { operatingSystemOf } from "../../compute/patch-settings";
import { publishedBetween } from "../../compute/published-patches";
import type { StoredResource } from "../../estate";
import { asText, valueAt, withoutUndefined } from "../../json";
import type { Platform } from "../../operation";
import type { GraphRow } from "./graph-row";
import { patchServiceOf, softwarePatch } from "./patch-assessments";

const read = `${virtualMachineType}/patchInstallationResults`;
const type = read.toLowerCase();

/** Source: learn.microsoft.com update-manager/query-logs (30 days). */
const keptInDays = 30;

/**
 * Table `patchinstallationresources`: of each machine the last installation and its patches.
 *
 * Source: learn.microsoft.com update-manager/query-logs and sample-query-logs (ids, names, properties);
 * role-based-access-control/permissions/compute (rights).
 */
export function installationRows(platform: Platform, wanted: string | undefined): GraphRow[] {
  const oldest = platform.clock.now().getTime() - keptInDays * 86_400_000;
  return platform.estate.ofType(virtualMachineType).flatMap((machine) => {
    const last = patchNoteOf(platform, machine).lastInstallation;
    return last === undefined || new Date(last.startTime).getTime() < oldest
      ? []
      : [summaryRow(machine, last), ...(wanted === type ? [] : patchRows(machine, last))];
  });
}

/** Id of the results of an installation. */
function resultsId(
  machine: StoredResource,
  { installationActivityId }: InstallationRecord,
): string {
  return `${machine.id}/patchInstallationResults/${installationActivityId}`;
}

function summaryRow(machine: StoredResource, last: InstallationRecord): GraphRow {
  const system = operatingSystemOf(machine);
  return {
    id: resultsId(machine, last),
    name: last.installationActivityId,
    type,
    location: asText(machine.location) ?? "",
    action: `${read}/read`,
    properties: withoutUndefined({
      installationActivityId: last.installationActivityId,
      status: last.status,
      osType: system,
      patchServiceUsed: patchServiceOf(system),
      rebootStatus: last.rebootStatus,
      maintenanceWindowExceeded: last.maintenanceWindowExceeded,
      ...installationCounts(last),
      startDateTime: last.startTime,
      lastModifiedDateTime: last.lastModifiedTime,
      startedBy: last.startedBy,
      errorDetails: last.error ?? null,
      maintenanceRunId: last.maintenanceRunId,
    }),
  };
}

function patchRows(machine: StoredResource, last: InstallationRecord): GraphRow[] {
  const created = new Date(asText(valueAt(machine, "properties.timeCreated")) ?? last.startTime);
  const published = new Map(
    publishedBetween(operatingSystemOf(machine), created, new Date(last.startTime)).map((patch) => [
      patch.patchId,
      patch,
    ]),
  );
  return last.patches.flatMap(({ patchId, installationState }) => {
    const patch = published.get(patchId);
    return patch === undefined
      ? []
      : {
          id: `${resultsId(machine, last)}/softwarePatches/${patchId}`,
          name: patch.name,
          type: `${type}/softwarepatches`,
          location: asText(machine.location) ?? "",
          action: `${read}/softwarePatches/read`,
          properties: { ...softwarePatch(patch, last.lastModifiedTime), installationState },
        };
  });
}
