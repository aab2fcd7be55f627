import type { StoredResource } from "../estate";
import type { Platform } from "../operation";
import { type Extension, putPlatformExtension } from "./extensions";
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

/** Brings the patch extension to a machine that has none. */
export function bringPatchExtension(platform: Platform, machine: StoredResource): void {
  putPlatformExtension(platform, machine, patchExtensions[operatingSystemOf(machine)]);
}
