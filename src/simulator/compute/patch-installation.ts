import { deterministicGuid } from "../../azure/guid";
import type { OperatingSystem } from "../../azure/guest-patching";
import { type ChosenPatch, fitsOne, isChosen, type PatchChoice } from "../../azure/patch-selection";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, wordOf } from "../json";
import type { Platform } from "../operation";
import {
  availablePatches,
  type InstallationRecord,
  notePatches,
  patchNoteOf,
} from "./patch-records";
import { noteRestart } from "./power-state";
import type { PublishedPatch } from "./published-patches";

/** What the patch extension allows itself for one package. Source: Azure/LinuxPatchExtension (per-package expectation). */
const minutesPerPatch = 5;

/** Which patches are to be installed, and whether the machine may restart for them. */
export interface PatchSelection extends PatchChoice {
  readonly rebootSetting: string;
  /** How long it may take. */
  readonly hours: number;
}

/** An installation that is under way. */
export interface BegunInstallation {
  readonly activityId: string;
  readonly at: Date;
  readonly startedBy: InstallationRecord["startedBy"];
  readonly maintenanceRunId?: string;
  readonly wanted: PatchSelection;
  readonly available: readonly PublishedPatch[];
  readonly selected: readonly PublishedPatch[];
  /** Those for which there is time. */
  readonly done: readonly PublishedPatch[];
  readonly seconds: number;
}

/** Reads `windowsParameters` or `linuxParameters`, which a request and a schedule write alike. */
export function readSelection(
  system: OperatingSystem,
  asked: JsonObject,
): Omit<PatchSelection, "hours"> {
  const given = asObject(system === "Windows" ? asked.windowsParameters : asked.linuxParameters);
  const texts = (...names: readonly string[]): string[] =>
    names.flatMap((name) => asArray(given[name]).map(wordOf));
  return {
    rebootSetting: asText(asked.rebootSetting) ?? "",
    classifications: texts("classificationsToInclude"),
    included: texts("kbNumbersToInclude", "packageNameMasksToInclude"),
    excluded: texts("kbNumbersToExclude", "packageNameMasksToExclude"),
    withoutReboot: given.excludeKbsRequiringReboot === true,
    publishedUntil: asText(given.maxPatchPublishDate),
  };
}

/** Decides what is installed, and how long that takes. */
export function beginInstallation(
  platform: Platform,
  machine: StoredResource,
  wanted: PatchSelection,
  begun: Pick<BegunInstallation, "at" | "startedBy" | "maintenanceRunId">,
): BegunInstallation {
  const available = availablePatches(platform, machine, begun.at);
  const selected = available.filter((patch) => isChosen(wanted, seen(patch)));
  const done = selected.slice(0, Math.floor((wanted.hours * 60) / minutesPerPatch));
  return {
    ...begun,
    activityId: deterministicGuid("installation", machine.id, begun.at.toISOString()),
    wanted,
    available,
    selected,
    done,
    seconds: Math.max(60, done.length * minutesPerPatch * 60),
  };
}

/** An installation that does not come about: nothing was installed. */
export function failInstallation(
  platform: Platform,
  machine: StoredResource,
  begun: BegunInstallation,
  error: { readonly code: string; readonly message: string },
): void {
  const { code, message } = error;
  notePatches(platform, machine, {
    lastInstallation: {
      ...recordOf(platform, begun, { done: [], failed: undefined }),
      status: "Failed",
      rebootStatus: "NotNeeded",
      error: { code, message },
    },
  });
}

/** The patches are on the machine: it remembers them, and how it went. */
export function finishInstallation(
  platform: Platform,
  machine: StoredResource,
  begun: BegunInstallation,
): InstallationRecord {
  const { wanted } = begun;
  const failed = platform.faults.strikes("patch fails", machine.id) ? begun.done[0] : undefined;
  const done = begun.done.filter((patch) => patch !== failed);
  const asks = done.some(({ rebootBehavior }) => rebootBehavior !== "NeverReboots");
  const reboots = wanted.rebootSetting === "Always" || (asks && wanted.rebootSetting !== "Never");
  const rebootStatus = reboots ? "Completed" : asks ? "Required" : "NotNeeded";
  const plain = recordOf(platform, begun, { done, failed });
  const warns = rebootStatus === "Required" || plain.maintenanceWindowExceeded;
  const record: InstallationRecord = {
    ...plain,
    status: failed !== undefined ? "Failed" : warns ? "CompletedWithWarnings" : "Succeeded",
    rebootStatus,
    ...(failed && { error: failureOf(failed) }),
  };
  const note = patchNoteOf(platform, machine);
  notePatches(platform, machine, {
    installed: [...note.installed, ...done.map(({ patchId }) => patchId)],
    rebootPending: rebootStatus === "Required" || (note.rebootPending && !reboots),
    // The extension looks again when it has installed. Source: Azure/LinuxPatchExtension, CoreMain.
    assessedAt: record.lastModifiedTime,
    assessedBy: record.startedBy,
    lastInstallation: record,
  });
  if (reboots) {
    noteRestart(platform, machine);
  }
  return record;
}

function recordOf(
  platform: Platform,
  begun: BegunInstallation,
  went: { readonly done: readonly PublishedPatch[]; readonly failed: PublishedPatch | undefined },
): Omit<InstallationRecord, "status" | "rebootStatus"> {
  const { activityId, at, startedBy, maintenanceRunId, wanted, available, selected } = begun;
  const stateOf = (patch: PublishedPatch): InstallationRecord["patches"][number] => ({
    patchId: patch.patchId,
    installationState: went.done.includes(patch)
      ? "Installed"
      : patch === went.failed
        ? "Failed"
        : selected.includes(patch)
          ? "Pending"
          : fitsOne(wanted.excluded, seen(patch))
            ? "Excluded"
            : "NotSelected",
  });
  return {
    installationActivityId: activityId,
    startTime: at.toISOString(),
    lastModifiedTime: platform.clock.now().toISOString(),
    maintenanceWindowExceeded: begun.done.length < selected.length,
    startedBy,
    ...(maintenanceRunId !== undefined && { maintenanceRunId }),
    patches: available.map(stateOf),
  };
}

/** Codes: Azure/LinuxPatchExtension (`PatchOperationErrorCodes`); the Windows extension's are not public. */
function failureOf({ name, version }: PublishedPatch): {
  readonly code: string;
  readonly message: string;
} {
  return {
    code: version === undefined ? "OPERATION_FAILED" : "PACKAGE_MANAGER_FAILURE",
    message: `Failed to install ${name}${version === undefined ? "" : ` ${version}`}.`,
  };
}

/** A published patch as a choice sees it. */
function seen(patch: PublishedPatch): ChosenPatch {
  return { ...patch, classifications: [patch.classification] };
}
