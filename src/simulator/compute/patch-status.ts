import { deterministicGuid } from "../../azure/guid";
import { automaticOsPatchState } from "../../azure/platform-patching";
import type { StoredResource } from "../estate";
import { type JsonObject, withoutUndefined } from "../json";
import type { Platform } from "../operation";
import { beingPatchedSince } from "../platform-patching/patch-waves";
import { isByPlatform, patchingNoteOf, regionOf } from "../platform-patching/patched-machines";
import { handlerOf } from "./extensions";
import { firstAssessment, lastAssessment } from "./patch-assessment";
import { errorOfInstallation, installationCounts, patchNoteOf } from "./patch-records";
import { imageOf, operatingSystemOf } from "./patch-settings";

/** The patches of a machine in its instance view. Shape: VirtualMachine_Get_InstanceView.json. */
export function patchStatus(platform: Platform, machine: StoredResource): JsonObject | undefined {
  const status = withoutUndefined({
    availablePatchSummary: availableSummary(platform, machine),
    lastPatchInstallationSummary: installationSummary(platform, machine),
    configurationStatuses: configurationStatuses(platform, machine),
  });
  return Object.keys(status).length === 0 ? undefined : status;
}

/** What the patch extension tells of the operating system's own updates. Shape: Azure/LinuxPatchExtension, StatusHandler. */
export function patchExtensionSubstatuses(
  platform: Platform,
  machine: StoredResource,
  extension: StoredResource,
): JsonObject {
  const enabledAt = patchingNoteOf(platform.estate, machine)?.enabledAt;
  if (
    enabledAt === undefined ||
    !/^Microsoft\.CPlat\.Core\.\w+PatchExtension$/i.test(handlerOf(extension))
  ) {
    return {};
  }
  const summary = {
    activityId: deterministicGuid("configure patching", machine.id, enabledAt),
    startTime: enabledAt,
    lastModifiedTime: enabledAt,
    automaticOSPatchState: automaticOsPatchState(operatingSystemOf(machine), imageOf(machine)),
    errors: { code: 0, details: [], message: "0 error/s reported." },
  };
  return {
    substatuses: [
      {
        code: "ComponentStatus/ConfigurePatchingSummary/succeeded",
        level: "Info",
        displayStatus: "Provisioning succeeded",
        message: JSON.stringify(summary),
      },
    ],
  };
}

function availableSummary(platform: Platform, machine: StoredResource): JsonObject | undefined {
  const since = patchNoteOf(platform, machine).underWay?.assessment;
  if (since !== undefined) {
    return {
      status: "InProgress",
      assessmentActivityId: deterministicGuid("assessment", machine.id, since),
      startTime: since,
      lastModifiedTime: since,
    };
  }
  const assessed = lastAssessment(platform, machine);
  if (assessed === undefined) {
    return undefined;
  }
  const time = assessed.at.toISOString();
  return {
    status: "Succeeded",
    assessmentActivityId: deterministicGuid("assessment", machine.id, time),
    rebootPending: patchNoteOf(platform, machine).rebootPending,
    criticalAndSecurityPatchCount: assessed.criticalAndSecurity,
    otherPatchCount: assessed.other,
    startTime: time,
    lastModifiedTime: time,
    error: { code: "Success", message: "", details: [] },
  };
}

function installationSummary(platform: Platform, machine: StoredResource): JsonObject | undefined {
  const since =
    beingPatchedSince(platform.estate, regionOf(machine), machine.id)?.toISOString() ??
    patchNoteOf(platform, machine).underWay?.installation;
  if (since !== undefined) {
    return {
      status: "InProgress",
      installationActivityId: deterministicGuid("installation", machine.id, since),
      startTime: since,
      lastModifiedTime: since,
    };
  }
  const { lastInstallation } = patchNoteOf(platform, machine);
  return (
    lastInstallation && {
      status: lastInstallation.status,
      installationActivityId: lastInstallation.installationActivityId,
      maintenanceWindowExceeded: lastInstallation.maintenanceWindowExceeded,
      ...installationCounts(lastInstallation),
      startTime: lastInstallation.startTime,
      lastModifiedTime: lastInstallation.lastModifiedTime,
      error: errorOfInstallation(lastInstallation),
    }
  );
}

/** Whether what the machine asks the platform for is switched on yet. */
function configurationStatuses(
  platform: Platform,
  machine: StoredResource,
): JsonObject[] | undefined {
  const statuses: JsonObject[] = [];
  const note = patchingNoteOf(platform.estate, machine);
  if (note !== undefined && isByPlatform(machine)) {
    statuses.push(configured("PatchMode", note.enabledAt, note.since));
  }
  const first = firstAssessment(platform, machine);
  if (first !== undefined) {
    const ready = first.at <= platform.clock.now() ? first.at.toISOString() : undefined;
    statuses.push(configured("AssessmentMode", ready, first.askedAt));
  }
  return statuses.length === 0 ? undefined : statuses;
}

function configured(what: string, readyAt: string | undefined, pendingAt: string): JsonObject {
  const word = readyAt === undefined ? "Pending" : "Ready";
  return {
    code: `${what}ConfigurationState/${word}`,
    level: "Info",
    displayStatus: `Status_${what}ConfigurationState_${word}`,
    time: readyAt ?? pendingAt,
  };
}
