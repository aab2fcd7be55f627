import { isReservedExtension } from "../../azure/vm-extension";
import { asObject, asText, valueAt, without, withoutUndefined } from "../json";
import { ArmError, type Call, type Operation } from "../operation";
import { resourceType, type ResourceBody } from "../resource-manager/resource-type";
import { notRunning } from "./compute-errors";
import { examples, working } from "./compute-work";
import { forgetExtension, provisionExtension, requireAgent } from "./extension-provisioning";
import { extensionView } from "./extension-view";
import {
  extensionsOf,
  extensionType,
  handlerOf,
  machineIdOf,
  virtualMachinePath,
} from "./extensions";
import { operatingSystemOf } from "./patch-settings";
import { powerOf } from "./power-state";
import { agentAnswers, agentTimeoutInSeconds } from "./vm-agent";

/** Extensions of virtual machines; their protected settings never come back. */
export const extensionOperations: Operation[] = resourceType({
  type: extensionType,
  path: `${virtualMachinePath}/extensions/{vmExtensionName}`,
  location: "required",
  get: {
    id: "VirtualMachineExtensions_Get",
    witness: `${examples}/virtualMachineExamples/VirtualMachineExtension_Get_MinimumSet_Gen.json`,
  },
  put: {
    id: "VirtualMachineExtensions_CreateOrUpdate",
    witness: `${examples}/virtualMachineExamples/VirtualMachineExtension_CreateOrUpdate_MaximumSet_Gen.json`,
    longRunning: working((call) => inTime(call, 30)),
  },
  patch: {
    id: "VirtualMachineExtensions_Update",
    witness: `${examples}/virtualMachineExamples/VirtualMachineExtension_Update.json`,
    longRunning: working((call) => inTime(call, 30)),
  },
  delete: {
    id: "VirtualMachineExtensions_Delete",
    witness: `${examples}/virtualMachineExamples/VirtualMachineExtension_Delete_MinimumSet_Gen.json`,
    longRunning: working((call) => inTime(call, 20)),
  },
  lists: [
    {
      id: "VirtualMachineExtensions_List",
      path: `${virtualMachinePath}/extensions`,
      witness: `${examples}/virtualMachineExamples/VirtualMachineExtension_List_MinimumSet_Gen.json`,
    },
  ],
  required: ["properties.publisher", "properties.type", "properties.typeHandlerVersion"],
  validate: requireInstallable,
  written: (call, extension, existing) => {
    provisionExtension(call, extension, existing);
  },
  beforeDelete: requireRunning,
  deleting: (call, extension) => {
    requireAgent(call, extension);
  },
  deleted: (call, extension) => {
    forgetExtension(call, extension);
  },
  present: (call, extension) =>
    call.query.$expand?.toLowerCase() === "instanceview"
      ? {
          ...extension,
          properties: {
            ...asObject(extension.properties),
            instanceView: extensionView(call, extension, call.clock.now().toISOString()),
          },
        }
      : extension,
  complete: (_call, body) => {
    const sent = without(asObject(body.properties), "protectedSettings");
    return {
      properties: withoutUndefined({
        ...sent,
        autoUpgradeMinorVersion: sent.autoUpgradeMinorVersion ?? false,
      }),
    };
  },
});

/** How long work takes: for an agent that is silent Azure waits. */
function inTime(call: Call, seconds: number): number {
  const machine = call.estate.get(machineIdOf(call.path));
  return machine === undefined || agentAnswers(call, machine) ? seconds : agentTimeoutInSeconds;
}

/** Nothing can be put on a machine that is off, nor taken from it. */
function requireRunning(call: Call): void {
  const machine = call.estate.get(machineIdOf(call.path));
  if (machine !== undefined && powerOf(call, machine).state !== "running") {
    throw notRunning();
  }
}

function requireInstallable(call: Call, body: ResourceBody): void {
  const machineId = machineIdOf(call.path);
  const machine = call.estate.get(machineId);
  // Text: hashicorp/terraform issue 24626.
  if (valueAt(machine, "properties.osProfile.allowExtensionOperations") === false) {
    throw new ArmError(
      409,
      "OperationNotAllowed",
      "This operation cannot be performed when extension operations are disallowed. To allow, please " +
        "ensure VM Agent is installed on the VM and the osProfile.allowExtensionOperations property is true.",
    );
  }
  requireRunning(call);
  const { publisher, type } = asObject(body.properties);
  // Text: Azure/LinuxPatchExtension issue 279.
  if (isReservedExtension(asText(publisher) ?? "", asText(type) ?? "")) {
    throw new ArmError(
      409,
      "OperationNotAllowed",
      `Publisher '${asText(publisher) ?? ""}' and type ${asText(type) ?? ""} is reserved for internal use.`,
    );
  }
  const own = (call.parameters.vmExtensionName ?? "").toLowerCase();
  const handler = handlerOf(body);
  const other = extensionsOf(call, machineId).find(
    (e) => e.name.toLowerCase() !== own && handlerOf(e).toLowerCase() === handler.toLowerCase(),
  );
  // Text: MicrosoftDocs/azure-docs issue 55085.
  if (other !== undefined) {
    throw new ArmError(
      400,
      "BadRequest",
      `Multiple VMExtensions per handler not supported for OS type '${operatingSystemOf(machine)}'. ` +
        `VMExtension '${other.name}' with handler '${handler}' already added or specified in input.`,
    );
  }
}
