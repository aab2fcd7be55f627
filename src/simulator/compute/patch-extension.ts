import type { StoredResource } from "../estate";
import type { Platform } from "../operation";
import { extensionHandler } from "../../azure/vm-extension";
import { type Extension, extensionsOf, handlerOf, putPlatformExtension } from "./extensions";
import { hasFailed } from "./provisioning-failures";
import { provisionOwnExtension } from "./extension-provisioning";
import { operatingSystemOf } from "./patch-settings";

/** The platform's own extensions: nobody declares them. Source: learn.microsoft.com virtual-machines/automatic-vm-guest-patching. */
const patchExtensions: Readonly<Record<"Windows" | "Linux", Extension>> = {
  Windows: {
    name: "WindowsPatchExtension",
    publisher: "Microsoft.CPlat.Core",
    type: "WindowsPatchExtension",
    typeHandlerVersion: "1.5",
  },
  Linux: {
    name: "LinuxPatchExtension",
    publisher: "Microsoft.CPlat.Core",
    type: "LinuxPatchExtension",
    typeHandlerVersion: "1.6",
  },
};

export function hasPatchExtension(platform: Platform, machine: StoredResource): boolean {
  const { publisher, type } = patchExtensions[operatingSystemOf(machine)];
  const handler = extensionHandler(publisher, type);
  return extensionsOf(platform, machine.id).some(
    (known) => handlerOf(known) === handler && !hasFailed(known),
  );
}

/**
 * Brings the patch extension to a machine that has none, or on which it failed.
 *
 * @returns whether it is there now.
 */
export function bringPatchExtension(platform: Platform, machine: StoredResource): boolean {
  const wanted = patchExtensions[operatingSystemOf(machine)];
  const extension = putPlatformExtension(platform, machine, wanted);
  return extension === undefined || provisionOwnExtension(platform, machine, extension);
}
