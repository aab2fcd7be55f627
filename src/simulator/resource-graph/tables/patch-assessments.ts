import { deterministicGuid } from "../../../azure/guid";
import type { OperatingSystem } from "../../../azure/guest-patching";
import { virtualMachineType } from "../../compute/extensions";
import { lastAssessmentTime } from "../../compute/patch-assessment";
import { availablePatches, patchNoteOf } from "../../compute/patch-records";
import { operatingSystemOf } from "../../compute/patch-settings";
import type { PublishedPatch } from "../../compute/published-patches";
import type { StoredResource } from "../../estate";
import { asText, type JsonObject, withoutUndefined } from "../../json";
import type { Platform } from "../../operation";
import type { GraphRow } from "./graph-row";

const read = `${virtualMachineType}/patchAssessmentResults/latest`;
const type = `${virtualMachineType}/patchassessmentresults`.toLowerCase();

/** Source: learn.microsoft.com update-manager/query-logs (7 days). */
const keptInDays = 7;

/**
 * Table `patchassessmentresources`: of each machine the last assessment and the patches that it found.
 *
 * Source: learn.microsoft.com update-manager/query-logs and sample-query-logs (ids, names, properties);
 * role-based-access-control/permissions/compute (rights).
 */
export function assessmentRows(platform: Platform, wanted: string | undefined): GraphRow[] {
  const oldest = platform.clock.now().getTime() - keptInDays * 86_400_000;
  return platform.estate.ofType(virtualMachineType).flatMap((machine) => {
    const assessed = lastAssessmentTime(platform, machine);
    return assessed === undefined || assessed.getTime() < oldest
      ? []
      : rowsOf(platform, machine, assessed, wanted === undefined || wanted !== type);
  });
}

function rowsOf(
  platform: Platform,
  machine: StoredResource,
  at: Date,
  withPatches: boolean,
): GraphRow[] {
  const patches = availablePatches(platform, machine, at);
  const system = operatingSystemOf(machine);
  const time = at.toISOString();
  const id = `${machine.id}/patchAssessmentResults/latest`;
  const location = asText(machine.location) ?? "";
  return [
    {
      id,
      name: deterministicGuid("assessment", machine.id, time),
      type,
      location,
      action: `${read}/read`,
      properties: {
        status: "Succeeded",
        osType: system,
        rebootPending: patchNoteOf(platform, machine).rebootPending,
        patchServiceUsed: patchServiceOf(system),
        startDateTime: time,
        lastModifiedDateTime: time,
        startedBy: patchNoteOf(platform, machine).assessedAt === time ? "User" : "Platform",
        errorDetails: null,
        availablePatchCountByClassification: countsByClassification(patches, system),
      },
    },
    ...(withPatches ? patches : []).map((patch) => ({
      id: `${id}/softwarePatches/${patch.patchId}`,
      name: patch.name,
      type: `${type}/softwarepatches`,
      location,
      action: `${read}/softwarePatches/read`,
      properties: softwarePatch(patch, time),
    })),
  ];
}

/** Which service of the operating system brings patches. Source: learn.microsoft.com update-manager/query-logs. */
export function patchServiceOf(system: OperatingSystem): string {
  return system === "Windows" ? "WU-WSUS" : "APT";
}

/** What is told of a patch, found or installed. */
export function softwarePatch(patch: PublishedPatch, lastModifiedDateTime: string): JsonObject {
  return withoutUndefined({
    patchId: patch.patchId,
    patchName: patch.name,
    kbId: patch.kbId,
    version: patch.version,
    classifications: [patch.classification],
    rebootBehavior: patch.rebootBehavior,
    rebootRequired: patch.rebootBehavior === "AlwaysRequiresReboot",
    publishedDateTime: patch.publishedDate,
    lastModifiedDateTime,
  });
}

const classes: Readonly<Record<OperatingSystem, readonly (readonly [string, string])[]>> = {
  Windows: [
    ["security", "Security"],
    ["critical", "Critical"],
    ["definition", "Definition"],
    ["updateRollup", "UpdateRollUp"],
    ["featurePack", "FeaturePack"],
    ["servicePack", "ServicePack"],
    ["tools", "Tools"],
    ["updates", "Updates"],
  ],
  Linux: [
    ["security", "Security"],
    ["critical", "Critical"],
    ["other", "Other"],
  ],
};

function countsByClassification(
  patches: readonly PublishedPatch[],
  system: OperatingSystem,
): JsonObject {
  return Object.fromEntries(
    classes[system].map(([name, classification]) => [
      name,
      patches.filter((patch) => patch.classification === classification).length,
    ]),
  );
}
