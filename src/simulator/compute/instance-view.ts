import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../json";
import type { Call } from "../operation";
import { domainsView } from "./domains";
import { extensionView, handlerView } from "./extension-view";
import { extensionsOf } from "./extensions";
import { operatingSystemOf } from "./patch-settings";
import { patchExtensionSubstatuses, patchStatus } from "./patch-status";
import { powerOf, powerStatus } from "./power-state";
import { provisioningStatus } from "./provisioning-failures";
import { agentReports, silentSince } from "./vm-agent";

// Versions that current marketplace images bring.
const agentVersions = { Windows: "2.7.41491.1193", Linux: "2.14.0.1" };

/**
 * The run-time view of a machine. Shape: VirtualMachine_Get_InstanceView.json; the words of an agent
 * that does not report yet: VirtualMachine_Get_InstanceViewAutoPlacedOnDedicatedHostGroup.json, of one that reports no
 * longer: the returned sample of Ansible's azure_rm_virtualmachine.
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
      extensions.length === 0
        ? undefined
        : extensions.map((extension) => ({
            ...extensionView(call, extension, created),
            ...patchExtensionSubstatuses(call, machine, extension),
          })),
    patchStatus: patchStatus(call, machine),
    statuses: [provisioningStatus(call, machine, created), powerStatus(call, machine)],
  });
}

function agentView(
  call: Call,
  machine: StoredResource,
  extensions: readonly StoredResource[],
): JsonObject {
  const silent = silentSince(call, machine);
  if (silent !== undefined && hasReportedBefore(call, machine, silent)) {
    return {
      vmAgentVersion: "Unknown",
      statuses: [
        {
          code: "ProvisioningState/Unavailable",
          level: "Warning",
          displayStatus: "Not Ready",
          message: "VM Agent is unresponsive.",
          time: silent.toISOString(),
        },
      ],
    };
  }
  const hangs = call.faults.since("agent hangs", machine.id);
  const time = (hangs ?? call.clock.now()).toISOString();
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
    extensionHandlers: extensions.map((extension) => handlerView(call, extension)),
  };
}

const ready = {
  code: "ProvisioningState/succeeded",
  level: "Info",
  displayStatus: "Ready",
};

/** Whether an agent had come up before it fell silent. */
function hasReportedBefore(call: Call, machine: StoredResource, silent: Date): boolean {
  const { state, since } = powerOf(call, machine);
  const up = new Date(since).getTime() + call.assumptions.agentStartsInSeconds * 1000;
  return state === "running" && silent.getTime() >= up;
}

function succeeded(code: string, time: string): JsonObject {
  return {
    code: `${code}/succeeded`,
    level: "Info",
    displayStatus: "Provisioning succeeded",
    time,
  };
}
