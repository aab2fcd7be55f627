import type * as pulumi from "@pulumi/pulumi";
import type { PatchSettingsInputs } from "./patch-arguments";

// Only the very output tells a machine of this program before its id is known.
const known = new WeakMap<object, PatchSettingsInputs>();

/** Keeps the patch settings of a machine of this program, by the output of its id. */
export function rememberPatchSettings(
  virtualMachineId: pulumi.Output<string>,
  settings: PatchSettingsInputs,
): void {
  known.set(virtualMachineId, settings);
}

/** The patch settings of a machine whose id comes from a component of this program. */
export function patchSettingsBehind(
  virtualMachineId: pulumi.Input<string>,
): PatchSettingsInputs | undefined {
  return typeof virtualMachineId === "object" ? known.get(virtualMachineId) : undefined;
}
