import { VirtualMachineExtension } from "@pulumi/azure-native/compute";
import type { VirtualMachine } from "@pulumi/azure-native/compute";
import * as pulumi from "@pulumi/pulumi";
import { imageUrnFindings, isRedHat, parseImageUrn } from "../azure/images";
import type { ChildOptions } from "./child-options";
import type { PatchSettingsInputs } from "./patch-arguments";

/**
 * Whether PackageKit is to be masked by default: on Red Hat it installs updates of its own beside
 * the platform's. Known only from plain arguments.
 * Source: learn.microsoft.com virtual-machines/automatic-vm-guest-patching.
 */
export function masksPackageKit(
  image: pulumi.Input<string>,
  { patchMode }: PatchSettingsInputs,
): boolean {
  return (
    typeof image === "string" &&
    imageUrnFindings(image, "").length === 0 &&
    isRedHat(parseImageUrn(image)) &&
    patchMode === "AutomaticByPlatform"
  );
}

/** Stops and masks PackageKit in a machine that exists or is being made. */
export function maskPackageKit(
  name: string,
  machine: {
    readonly virtualMachine: VirtualMachine;
    readonly resourceGroupName: pulumi.Input<string>;
    readonly location: pulumi.Input<string> | undefined;
    readonly tags: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
  },
  opts: ChildOptions,
): VirtualMachineExtension {
  return new VirtualMachineExtension(
    name,
    {
      resourceGroupName: machine.resourceGroupName,
      vmName: machine.virtualMachine.name,
      vmExtensionName: "mask-packagekit",
      location: machine.location,
      publisher: "Microsoft.Azure.Extensions",
      type: "CustomScript",
      typeHandlerVersion: "2.1",
      autoUpgradeMinorVersion: true,
      // A system without PackageKit has nothing to stop, and is masked all the same.
      settings: { commandToExecute: "systemctl stop packagekit; systemctl mask packagekit" },
      tags: machine.tags,
    },
    opts,
  );
}
