import type { StoredResource } from "../estate";
import { asObject, asText, valueAt, without, withoutUndefined } from "../json";
import { ArmError, type Call, type Operation, type Platform } from "../operation";
import { groupPath } from "../resource-manager/path-template";
import { resourceType, type ResourceBody } from "../resource-manager/resource-type";
import { examples, working } from "./compute-work";
import { operatingSystemOf } from "./patch-settings";

export const virtualMachineType = "Microsoft.Compute/virtualMachines";
export const virtualMachinePath = groupPath(`${virtualMachineType}/{vmName}`);
export const extensionType = `${virtualMachineType}/extensions`;

/** An extension that the platform brings by itself. */
export interface Extension {
  readonly name: string;
  readonly publisher: string;
  readonly type: string;
  readonly typeHandlerVersion: string;
}

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
    longRunning: working(30),
  },
  patch: {
    id: "VirtualMachineExtensions_Update",
    witness: `${examples}/virtualMachineExamples/VirtualMachineExtension_Update.json`,
    longRunning: working(30),
  },
  delete: {
    id: "VirtualMachineExtensions_Delete",
    witness: `${examples}/virtualMachineExamples/VirtualMachineExtension_Delete_MinimumSet_Gen.json`,
    longRunning: working(20),
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

export function extensionsOf(platform: Platform, machineId: string): StoredResource[] {
  return platform.estate.within(machineId).filter((r) => r.type === extensionType);
}

/** Publisher and type: what Azure calls an extension's handler. */
export function handlerOf(extension: unknown): string {
  const { publisher, type } = asObject(valueAt(extension, "properties"));
  return `${asText(publisher) ?? ""}.${asText(type) ?? ""}`;
}

/** Puts an extension of the platform's own on a machine, once. */
export function putPlatformExtension(
  platform: Platform,
  machine: StoredResource,
  extension: Extension,
): void {
  const { name, ...rest } = extension;
  const handler = `${rest.publisher}.${rest.type}`;
  const there = extensionsOf(platform, machine.id).some((known) => handlerOf(known) === handler);
  if (!there) {
    platform.estate.put({
      id: `${machine.id}/extensions/${name}`,
      name,
      type: extensionType,
      location: machine.location,
      properties: {
        ...rest,
        autoUpgradeMinorVersion: true,
        enableAutomaticUpgrade: true,
        provisioningState: "Succeeded",
      },
    });
  }
}

function requireInstallable(call: Call, body: ResourceBody): void {
  const machineId = call.path.split("/").slice(0, -2).join("/");
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
