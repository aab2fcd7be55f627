import { deterministicGuid } from "../../azure/guid";
import {
  durationInHours,
  longestInstallationInHours,
  patchInstallationFindings,
} from "../../azure/patch-installation";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, withoutUndefined } from "../json";
import type { Answer, Call, Operation } from "../operation";
import { resourceAction } from "../resource-manager/resource-type";
import { compute202 } from "./compute-action";
import { invalidParameter, notRunning } from "./compute-errors";
import { examples } from "./compute-work";
import { virtualMachinePath, virtualMachineType } from "./extensions";
import {
  beginInstallation,
  finishInstallation,
  type PatchSelection,
  readSelection,
} from "./patch-installation";
import {
  availablePatches,
  errorOfInstallation,
  installationCounts,
  type InstallationRecord,
  isCriticalOrSecurity,
  notePatches,
  noteUnderWay,
  patchNoteOf,
} from "./patch-records";
import { operatingSystemOf } from "./patch-settings";
import { powerOf } from "./power-state";
import type { PublishedPatch } from "./published-patches";
import { agentAnswers, agentSilent, agentTimeoutInSeconds } from "./vm-agent";

const own = `${examples}/virtualMachineExamples`;

const assessingInSeconds = 120;

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
  noteUnderWay(call, machine, "assessment", started.toISOString());
  return compute202(call, machine, inTime(call, machine, assessingInSeconds), () => {
    noteUnderWay(call, machine, "assessment", undefined);
    const activity = deterministicGuid("assessment", machine.id, started.toISOString());
    requireAgent(call, machine);
    const patches = availablePatches(call, machine, started);
    notePatches(call, machine, { assessedAt: started.toISOString(), assessedBy: "User" });
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
  const begun = beginInstallation(call, machine, wanted, {
    at: call.clock.now(),
    startedBy: "User",
  });
  noteUnderWay(call, machine, "installation", begun.at.toISOString());
  return compute202(call, machine, inTime(call, machine, begun.seconds), () => {
    noteUnderWay(call, machine, "installation", undefined);
    requireAgent(call, machine);
    return installationResult(finishInstallation(call, machine, begun), begun.available);
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
    error: errorOfInstallation(record),
  };
}

/** Refuses what is wrong with the request. */
function readWanted(call: Call, machine: StoredResource): PatchSelection {
  const body = asObject(call.body);
  const system = operatingSystemOf(machine);
  const wanted = readSelection(system, body);
  const maximumDuration = asText(body.maximumDuration);
  const [first] = patchInstallationFindings({
    operatingSystem: system,
    rebootSetting: asText(body.rebootSetting),
    maximumDuration,
    classificationsToInclude: wanted.classifications,
    inclusions: wanted.included,
  });
  if (first !== undefined) {
    throw invalidParameter(`${first.message} ${first.fix}`, first.propertyPath);
  }
  return { ...wanted, hours: durationInHours(maximumDuration) ?? longestInstallationInHours };
}

function presented({ patchId, name, version, kbId, classification }: PublishedPatch): JsonObject {
  return withoutUndefined({ patchId, name, version, kbId, classifications: [classification] });
}

/** A machine that is off cannot be looked into. */
function requireRunning(call: Call, machine: StoredResource): void {
  if (powerOf(call, machine).state !== "running") {
    throw notRunning();
  }
}

/** How long work takes: for an agent that is silent Azure waits. */
function inTime(call: Call, machine: StoredResource, seconds: number): number {
  return agentAnswers(call, machine) ? seconds : agentTimeoutInSeconds;
}

/** Fails work on a machine whose agent does not report when it should be done. */
function requireAgent(call: Call, machine: StoredResource): void {
  if (!agentAnswers(call, machine)) {
    throw agentSilent(machine);
  }
}

const noError = { code: "Success", message: "", details: [] };
