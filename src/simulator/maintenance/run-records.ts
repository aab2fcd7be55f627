import { deterministicGuid } from "../../azure/guid";
import { asObject, asText, type JsonObject } from "../json";
import type { Platform } from "../operation";
import { applyUpdateType } from "./maintenance-paths";

/** How the patching of one machine ended. */
export type InstallationOutcome =
  | { readonly succeeded: true }
  | { readonly succeeded: false; readonly code: string; readonly message: string };

/** A record of Microsoft.Maintenance/applyUpdates, of a run or of one machine in it. */
export interface ApplyUpdateRecord {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly properties: JsonObject;
}

const subject = "maintenance apply updates";

/** Days for which records are kept. Source: learn.microsoft.com update-manager/query-logs. */
const keptInDays = 30;

/** Every record there is, oldest first. */
export function applyUpdateRecords(platform: Platform): ApplyUpdateRecord[] {
  return [...recordsOf(platform).values()];
}

export function applyUpdateRecord(platform: Platform, id: string): ApplyUpdateRecord | undefined {
  return recordsOf(platform).get(id.toLowerCase());
}

export function keepRecord(platform: Platform, record: ApplyUpdateRecord): void {
  recordsOf(platform).set(record.id.toLowerCase(), record);
}

/** Forgets the records that began too long ago. */
export function forgetOldRecords(platform: Platform): void {
  const oldest = platform.clock.now().getTime() - keptInDays * 86_400_000;
  for (const [key, { properties }] of recordsOf(platform)) {
    if (new Date(asText(properties.startDateTime) ?? "").getTime() < oldest) {
      recordsOf(platform).delete(key);
    }
  }
}

/** Id of the record of one machine in a run. */
export function machineRecordId(runId: string, machineId: string): string {
  return `${machineId}/providers/${applyUpdateType}/${deterministicGuid("scheduled run", runId, machineId)}`;
}

/** Begins a run's record; its machines are added to it. */
export function beginRun(
  platform: Platform,
  run: { readonly id: string; readonly configurationId: string; readonly startedAt: string },
  machineCount: number,
): void {
  keepRecord(platform, {
    id: run.id,
    name: run.id.slice(run.id.lastIndexOf("/") + 1),
    type: applyUpdateType,
    properties: {
      maintenanceScope: "InGuestPatch",
      maintenanceConfigurationId: run.configurationId,
      resourceId: run.configurationId,
      correlationId: run.id,
      status: "InProgress",
      startDateTime: run.startedAt,
      endDateTime: null,
      resourceUpdateSummary: {
        total: machineCount,
        succeeded: 0,
        failed: 0,
        inProgress: machineCount,
      },
    },
  });
}

/** Begins the record of a machine in a run. */
export function beginMachine(
  platform: Platform,
  run: { readonly id: string; readonly configurationId: string; readonly startedAt: string },
  machineId: string,
): void {
  const id = machineRecordId(run.id, machineId);
  keepRecord(platform, {
    id,
    name: id.slice(id.lastIndexOf("/") + 1),
    type: applyUpdateType,
    properties: {
      maintenanceScope: "InGuestPatch",
      maintenanceConfigurationId: run.configurationId,
      resourceId: machineId,
      correlationId: run.id,
      status: "InProgress",
      startDateTime: run.startedAt,
      endDateTime: null,
    },
  });
}

/**
 * Tells how the patching of a machine ended. A second word about the same machine is not heard, nor
 * one after the window has closed.
 */
export function reportInstallation(
  platform: Platform,
  runId: string,
  machineId: string,
  outcome: InstallationOutcome,
): void {
  const record = applyUpdateRecord(platform, machineRecordId(runId, machineId));
  if (record?.properties.status !== "InProgress") {
    return;
  }
  const now = platform.clock.now().toISOString();
  keepRecord(platform, {
    ...record,
    properties: {
      ...record.properties,
      status: outcome.succeeded ? "Completed" : "Failed",
      endDateTime: now,
      ...(!outcome.succeeded && { errorCode: outcome.code, errorMessage: outcome.message }),
    },
  });
  countInRun(platform, runId, outcome.succeeded, now);
}

function countInRun(platform: Platform, runId: string, succeeded: boolean, now: string): void {
  const run = applyUpdateRecord(platform, runId);
  if (run === undefined) {
    return;
  }
  const before = asObject(run.properties.resourceUpdateSummary);
  const summary = {
    ...before,
    succeeded: Number(before.succeeded) + (succeeded ? 1 : 0),
    failed: Number(before.failed) + (succeeded ? 0 : 1),
    inProgress: Number(before.inProgress) - 1,
  };
  const isDone = summary.inProgress === 0;
  keepRecord(platform, {
    ...run,
    properties: {
      ...run.properties,
      resourceUpdateSummary: summary,
      ...(isDone && { status: summary.failed > 0 ? "Failed" : "Completed", endDateTime: now }),
    },
  });
}

function recordsOf(platform: Platform): Map<string, ApplyUpdateRecord> {
  return platform.estate.notes<ApplyUpdateRecord>(subject);
}
