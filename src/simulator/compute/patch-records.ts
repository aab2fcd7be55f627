import type { StoredResource } from "../estate";
import { asText, type JsonObject, valueAt, withoutUndefined } from "../json";
import type { Platform } from "../operation";
import { isHotpatched } from "../../azure/platform-patching";
import { imageOf, operatingSystemOf, readPatchSettings } from "./patch-settings";
import { hotpatches, publishedBetween, type PublishedPatch } from "./published-patches";

/** How an installation ended. */
export interface InstallationRecord {
  readonly installationActivityId: string;
  readonly status: "Succeeded" | "CompletedWithWarnings" | "Failed";
  readonly startTime: string;
  readonly lastModifiedTime: string;
  readonly rebootStatus: "NotNeeded" | "Required" | "Completed";
  readonly maintenanceWindowExceeded: boolean;
  readonly startedBy: "User" | "Platform";
  /** Id of the run of the schedule that installed them; none when somebody asked for it. */
  readonly maintenanceRunId?: string;
  readonly patches: readonly {
    readonly patchId: string;
    readonly installationState: "Installed" | "Failed" | "Pending" | "NotSelected" | "Excluded";
  }[];
  /** Why it failed. */
  readonly error?: { readonly code: string; readonly message: string };
}

/** What a machine remembers of its patches. */
interface PatchNote {
  /** Ids of what is installed. */
  readonly installed: readonly string[];
  readonly rebootPending: boolean;
  /** ISO date and time of the last assessment beside the periodic ones. */
  readonly assessedAt?: string;
  /** Who asked for it. */
  readonly assessedBy?: "User" | "Platform";
  readonly lastInstallation?: InstallationRecord;
  /** ISO date and time of the beginning of what was asked for on demand and has not ended. */
  readonly underWay?: Readonly<Partial<Record<OnDemand, string>>>;
}

/** What somebody may ask for beside what Azure does by itself. */
export type OnDemand = "assessment" | "installation";

const nothing: PatchNote = { installed: [], rebootPending: false };

export function patchNoteOf(platform: Platform, machine: StoredResource): PatchNote {
  return notesOf(platform).get(machine.id.toLowerCase()) ?? nothing;
}

export function notePatches(
  platform: Platform,
  machine: StoredResource,
  changes: Partial<PatchNote>,
): void {
  const note = { ...patchNoteOf(platform, machine), ...changes };
  notesOf(platform).set(machine.id.toLowerCase(), note);
}

/** Remembers that something asked for on demand has begun, or with `undefined` that it has ended. */
export function noteUnderWay(
  platform: Platform,
  machine: StoredResource,
  what: OnDemand,
  since: string | undefined,
): void {
  const { underWay } = patchNoteOf(platform, machine);
  notePatches(platform, machine, {
    underWay: withoutUndefined({ ...underWay, [what]: since }),
  });
}

export function forgetPatches(platform: Platform, machine: StoredResource): void {
  notesOf(platform).delete(machine.id.toLowerCase());
}

/** What is published for a machine at a time and not installed on it. */
export function availablePatches(
  platform: Platform,
  machine: StoredResource,
  at: Date,
): PublishedPatch[] {
  const created = new Date(asText(valueAt(machine, "properties.timeCreated")) ?? at);
  const installed = new Set(patchNoteOf(platform, machine).installed);
  const published = publishedBetween(operatingSystemOf(machine), created, at);
  const hot = isHotpatched(readPatchSettings(machine), imageOf(machine));
  return (hot ? hotpatches(published) : published).filter(({ patchId }) => !installed.has(patchId));
}

/** The counts of an installation, as its result and the instance view tell them. */
export function installationCounts({ patches }: InstallationRecord): JsonObject {
  const count = (state: string): number =>
    patches.filter(({ installationState }) => installationState === state).length;
  return {
    notSelectedPatchCount: count("NotSelected"),
    excludedPatchCount: count("Excluded"),
    pendingPatchCount: count("Pending"),
    installedPatchCount: count("Installed"),
    failedPatchCount: count("Failed"),
  };
}

/** The error that a result or a summary tells: Azure names success as well. */
export function errorOfInstallation({ error }: InstallationRecord): JsonObject {
  return error === undefined
    ? { code: "Success", message: "", details: [] }
    : { ...error, details: [error] };
}

/** Whether a class counts among critical and security patches. */
export function isCriticalOrSecurity({ classification }: PublishedPatch): boolean {
  return classification === "Critical" || classification === "Security";
}

function notesOf(platform: Platform): Map<string, PatchNote> {
  return platform.estate.notes<PatchNote>("patches of machines");
}
