import type { StoredResource } from "../estate";
import { extensionHandler } from "../../azure/vm-extension";
import { asObject, asText, valueAt } from "../json";
import type { Platform } from "../operation";
import { groupPath } from "../resource-manager/path-template";

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

export function extensionsOf(platform: Platform, machineId: string): StoredResource[] {
  return platform.estate.within(machineId).filter((r) => r.type === extensionType);
}

/** The machine that an extension is on. */
export function machineIdOf(extensionId: string): string {
  return extensionId.split("/").slice(0, -2).join("/");
}

/** Publisher and type: what Azure calls an extension's handler. */
export function handlerOf(extension: unknown): string {
  const { publisher, type } = asObject(valueAt(extension, "properties"));
  return extensionHandler(asText(publisher) ?? "", asText(type) ?? "");
}

/**
 * Puts an extension of the platform's own on a machine.
 *
 * @returns the extension, to be provisioned; `undefined` when it is there and has not failed.
 */
export function putPlatformExtension(
  platform: Platform,
  machine: StoredResource,
  extension: Extension,
): StoredResource | undefined {
  const { name, ...rest } = extension;
  const handler = extensionHandler(rest.publisher, rest.type);
  const there = extensionsOf(platform, machine.id).find((known) => handlerOf(known) === handler);
  if (there !== undefined) {
    return valueAt(there, "properties.provisioningState") === "Failed" ? there : undefined;
  }
  const id = `${machine.id}/extensions/${name}`;
  platform.estate.put({
    id,
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
  return platform.estate.get(id);
}
