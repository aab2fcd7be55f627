import { deterministicGuid } from "../../azure/guid";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../json";
import type { Call, Platform } from "../operation";
import { domainsView } from "./domains";
import { extensionsOf, handlerOf } from "./extensions";
import { operatingSystemOf } from "./patch-settings";
import { lastAssessment } from "./patch-assessment";
import { installationCounts, patchNoteOf } from "./patch-records";
import { powerOf, powerStatus } from "./power-state";

// Versions that current marketplace images bring.
const agentVersions = { Windows: "2.7.41491.1193", Linux: "2.14.0.1" };

/**
 * The run-time view of a machine. Shape: VirtualMachine_Get_InstanceView.json; the words of an agent
 * that does not report yet: VirtualMachine_Get_InstanceViewAutoPlacedOnDedicatedHostGroup.json.
 */
export function instanceView(call: Call, machine: StoredResource): JsonObject {
  const created = asText(valueAt(machine, "properties.timeCreated")) ?? "";
  const profile = asObject(valueAt(machine, "properties.storageProfile"));
  const extensions = extensionsOf(call, machine.id);
  return withoutUndefined({
    ...domainsView(call, machine),
    computerName: valueAt(machine, "properties.osProfile.computerName"),
    hyperVGeneration: "V2",
    vmAgent: agentView(call, machine, extensions),
    disks: [profile.osDisk, ...asArray(profile.dataDisks)].map((disk) => ({
      name: valueAt(disk, "name"),
      statuses: [succeeded("ProvisioningState", created)],
    })),
    extensions:
      extensions.length === 0 ? undefined : extensions.map((e) => extensionView(e, created)),
    patchStatus: patchStatus(call, machine),
    statuses: [succeeded("ProvisioningState", created), powerStatus(call, machine)],
  });
}

function agentView(
  call: Call,
  machine: StoredResource,
  extensions: readonly StoredResource[],
): JsonObject {
  const time = call.clock.now().toISOString();
  if (!agentReports(call, machine)) {
    return {
      vmAgentVersion: "Unknown",
      statuses: [
        {
          code: "ProvisioningState/Unavailable",
          level: "Warning",
          displayStatus: "Not Ready",
          message: "VM status blob is found but not yet populated.",
          time,
        },
      ],
    };
  }
  return {
    vmAgentVersion: agentVersions[operatingSystemOf(machine)],
    statuses: [
      {
        ...ready,
        message: "GuestAgent is running and accepting new configurations.",
        time,
      },
    ],
    extensionHandlers: extensions.map((extension) => ({
      type: handlerOf(extension),
      typeHandlerVersion: valueAt(extension, "properties.typeHandlerVersion"),
      status: ready,
    })),
  };
}

/** Whether a machine runs, has an agent, and that has come up and is not silent. */
export function agentReports(platform: Platform, machine: StoredResource): boolean {
  const profile = asObject(valueAt(machine, "properties.osProfile"));
  const configuration = asObject(profile.windowsConfiguration ?? profile.linuxConfiguration);
  const { state, since } = powerOf(platform, machine);
  const age = platform.clock.now().getTime() - new Date(since).getTime();
  return (
    state === "running" &&
    !platform.faults.has("agent silent", machine.id) &&
    configuration.provisionVMAgent !== false &&
    age >= platform.assumptions.agentStartsInSeconds * 1000
  );
}

const ready = {
  code: "ProvisioningState/succeeded",
  level: "Info",
  displayStatus: "Ready",
};

function succeeded(code: string, time: string): JsonObject {
  return {
    code: `${code}/succeeded`,
    level: "Info",
    displayStatus: "Provisioning succeeded",
    time,
  };
}

function extensionView(extension: StoredResource, time: string): JsonObject {
  return {
    name: extension.name,
    type: handlerOf(extension),
    typeHandlerVersion: valueAt(extension, "properties.typeHandlerVersion"),
    statuses: [succeeded("ProvisioningState", time)],
  };
}

function patchStatus(call: Call, machine: StoredResource): JsonObject | undefined {
  const assessed = lastAssessment(call, machine);
  const { rebootPending, lastInstallation } = patchNoteOf(call, machine);
  if (assessed === undefined && lastInstallation === undefined) {
    return undefined;
  }
  const time = assessed?.at.toISOString() ?? "";
  return withoutUndefined({
    availablePatchSummary: assessed && {
      status: "Succeeded",
      assessmentActivityId: deterministicGuid("assessment", machine.id, time),
      rebootPending,
      criticalAndSecurityPatchCount: assessed.criticalAndSecurity,
      otherPatchCount: assessed.other,
      startTime: time,
      lastModifiedTime: time,
      error: { code: "Success", message: "", details: [] },
    },
    lastPatchInstallationSummary: lastInstallation && {
      status: lastInstallation.status,
      installationActivityId: lastInstallation.installationActivityId,
      maintenanceWindowExceeded: lastInstallation.maintenanceWindowExceeded,
      ...installationCounts(lastInstallation),
      startTime: lastInstallation.startTime,
      lastModifiedTime: lastInstallation.lastModifiedTime,
      error: { code: "Success", message: "", details: [] },
    },
  });
}
