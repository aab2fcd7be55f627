import { deterministicGuid } from "../../azure/guid";
import {
  durationInHours,
  longestInstallationInHours,
  patchInstallationFindings,
} from "../../azure/patch-installation";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, withoutUndefined } from "../json";
import { type Answer, ArmError, type Call, type Operation } from "../operation";
import { resourceAction } from "../resource-manager/resource-type";
import { compute202 } from "./compute-action";
import { invalidParameter } from "./compute-errors";
import { examples } from "./compute-work";
import { virtualMachinePath, virtualMachineType } from "./extensions";
import { agentReports } from "./instance-view";
import {
  availablePatches,
  installationCounts,
  type InstallationRecord,
  isCriticalOrSecurity,
  notePatches,
  patchNoteOf,
} from "./patch-records";
import { operatingSystemOf } from "./patch-settings";
import { powerOf } from "./power-state";
import type { PublishedPatch } from "./published-patches";

const own = `${examples}/virtualMachineExamples`;

const assessingInSeconds = 120;

/** What the patch extension allows itself for one package. Source: Azure/LinuxPatchExtension (per-package expectation). */
const minutesPerPatch = 5;

/** Assessing and installing patches on demand. */
export const patchOperations: Operation[] = [
  resourceAction({
    type: virtualMachineType,
    id: "VirtualMachines_AssessPatches",
    path: `${virtualMachinePath}/assessPatches`,
    action: `${virtualMachineType}/assessPatches/action`,
    witness: `${own}/VirtualMachine_AssessPatches.json`,
    handle: assessPatches,
  }),
  resourceAction({
    type: virtualMachineType,
    id: "VirtualMachines_InstallPatches",
    path: `${virtualMachinePath}/installPatches`,
    action: `${virtualMachineType}/installPatches/action`,
    witness: `${own}/VirtualMachine_InstallPatches.json`,
    handle: installPatches,
  }),
];

function assessPatches(call: Call, machine: StoredResource): Answer {
  requireRunning(call, machine);
  const started = call.clock.now();
  return compute202(call, machine, assessingInSeconds, () => {
    const activity = deterministicGuid("assessment", machine.id, started.toISOString());
    if (!agentReports(call, machine)) {
      return failed("assessmentActivityId", activity, started);
    }
    const patches = availablePatches(call, machine, started);
    notePatches(call, machine, { assessedAt: started.toISOString() });
    const critical = patches.filter(isCriticalOrSecurity).length;
    return {
      status: "Succeeded",
      assessmentActivityId: activity,
      rebootPending: patchNoteOf(call, machine).rebootPending,
      criticalAndSecurityPatchCount: critical,
      otherPatchCount: patches.length - critical,
      startDateTime: started.toISOString(),
      availablePatches: patches.map((patch) => ({
        ...presented(patch),
        rebootBehavior: patch.rebootBehavior,
        activityId: activity,
        publishedDate: patch.publishedDate,
        lastModifiedDateTime: patch.publishedDate,
        assessmentState: "Available",
      })),
      error: noError,
    };
  });
}

function installPatches(call: Call, machine: StoredResource): Answer {
  const wanted = readWanted(call, machine);
  requireRunning(call, machine);
  const started = call.clock.now();
  const activity = deterministicGuid("installation", machine.id, started.toISOString());
  const available = availablePatches(call, machine, started);
  const selected = available.filter((patch) => selects(wanted, patch));
  const fits = Math.floor((wanted.hours * 60) / minutesPerPatch);
  const done = selected.slice(0, fits);
  const seconds = Math.max(60, done.length * minutesPerPatch * 60);
  return compute202(call, machine, seconds, () => {
    if (!agentReports(call, machine)) {
      return failed("installationActivityId", activity, started);
    }
    const asks = done.some(({ rebootBehavior }) => rebootBehavior !== "NeverReboots");
    const reboots = wanted.rebootSetting === "Always" || (asks && wanted.rebootSetting !== "Never");
    const rebootStatus = reboots ? "Completed" : asks ? "Required" : "NotNeeded";
    const stateOf = (patch: PublishedPatch): InstallationRecord["patches"][number] => ({
      patchId: patch.patchId,
      installationState: done.includes(patch)
        ? "Installed"
        : selected.includes(patch)
          ? "Pending"
          : "NotSelected",
    });
    const record: InstallationRecord = {
      installationActivityId: activity,
      status: rebootStatus === "Required" ? "CompletedWithWarnings" : "Succeeded",
      startTime: started.toISOString(),
      lastModifiedTime: call.clock.now().toISOString(),
      rebootStatus,
      maintenanceWindowExceeded: done.length < selected.length,
      startedBy: "User",
      patches: available.map(stateOf),
    };
    const note = patchNoteOf(call, machine);
    notePatches(call, machine, {
      installed: [...note.installed, ...done.map(({ patchId }) => patchId)],
      rebootPending: rebootStatus === "Required" || (note.rebootPending && !reboots),
      lastInstallation: record,
    });
    return installationResult(record, available);
  });
}

function installationResult(
  record: InstallationRecord,
  available: readonly PublishedPatch[],
): JsonObject {
  const states = new Map(record.patches.map((p) => [p.patchId, p.installationState]));
  return {
    status: record.status,
    installationActivityId: record.installationActivityId,
    rebootStatus: record.rebootStatus,
    maintenanceWindowExceeded: record.maintenanceWindowExceeded,
    ...installationCounts(record),
    patches: available.map((patch) => ({
      ...presented(patch),
      installationState: states.get(patch.patchId),
    })),
    startDateTime: record.startTime,
    error: noError,
  };
}

interface Wanted {
  readonly rebootSetting: string;
  readonly hours: number;
  readonly classifications: ReadonlySet<string>;
  readonly included: readonly string[];
  readonly excluded: readonly string[];
  readonly withoutReboot: boolean;
  readonly publishedUntil: string | undefined;
}

function readWanted(call: Call, machine: StoredResource): Wanted {
  const body = asObject(call.body);
  const system = operatingSystemOf(machine);
  const given = asObject(system === "Windows" ? body.windowsParameters : body.linuxParameters);
  const texts = (...names: readonly string[]): string[] =>
    names.flatMap((name) => asArray(given[name]).map(String));
  const classes = texts("classificationsToInclude");
  const included = texts("kbNumbersToInclude", "packageNameMasksToInclude");
  const maximumDuration = asText(body.maximumDuration);
  const [first] = patchInstallationFindings({
    operatingSystem: system,
    rebootSetting: asText(body.rebootSetting),
    maximumDuration,
    classificationsToInclude: classes,
    inclusions: included,
  });
  if (first !== undefined) {
    throw invalidParameter(`${first.message} ${first.fix}`, first.propertyPath);
  }
  return {
    rebootSetting: asText(body.rebootSetting) ?? "",
    hours: durationInHours(maximumDuration) ?? longestInstallationInHours,
    classifications: new Set(classes),
    included,
    excluded: texts("kbNumbersToExclude", "packageNameMasksToExclude"),
    withoutReboot: given.excludeKbsRequiringReboot === true,
    publishedUntil: asText(given.maxPatchPublishDate),
  };
}

function selects(wanted: Wanted, patch: PublishedPatch): boolean {
  const named = (masks: readonly string[]): boolean => masks.some((mask) => fitsMask(mask, patch));
  return (
    (wanted.classifications.has(patch.classification) || named(wanted.included)) &&
    !named(wanted.excluded) &&
    !(wanted.withoutReboot && patch.rebootBehavior !== "NeverReboots") &&
    (wanted.publishedUntil === undefined ||
      new Date(patch.publishedDate) <= new Date(wanted.publishedUntil))
  );
}

/** A KB number, a package name, or `name_version`, each with `*` for anything. */
function fitsMask(mask: string, { kbId, name, version }: PublishedPatch): boolean {
  const pattern = mask.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  const whole = new RegExp(`^${pattern}$`, "i");
  return [kbId, `KB${kbId ?? ""}`, name, `${name}_${version ?? ""}`].some(
    (text) => text !== undefined && whole.test(text),
  );
}

function presented({ patchId, name, version, kbId, classification }: PublishedPatch): JsonObject {
  return withoutUndefined({ patchId, name, version, kbId, classifications: [classification] });
}

/** A machine that is off cannot be looked into. */
function requireRunning(call: Call, machine: StoredResource): void {
  if (powerOf(call, machine).state !== "running") {
    throw new ArmError(
      409,
      "OperationNotAllowed",
      `Cannot modify extensions in the VM when the VM is not running.`,
    );
  }
}

/** What an operation answers when the agent of the machine does not. */
function failed(name: string, activity: string, started: Date): JsonObject {
  const message = "The VM agent is not available or in a state that prevents the operation.";
  return {
    status: "Failed",
    [name]: activity,
    startDateTime: started.toISOString(),
    error: { code: "VMAgentNotReady", message, details: [] },
  };
}

const noError = { code: "Success", message: "", details: [] };
