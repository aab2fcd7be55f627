import type { GuestPatchSettings, OperatingSystem } from "../../azure/guest-patching";
import type { DeclaredResource } from "../model/declared-resource";
import type { Reader } from "../model/reader";

export const virtualMachineType = "Microsoft.Compute/virtualMachines";

/** The family of a machine's system; `undefined` where nothing tells, as for an attached disk without its type. */
export function operatingSystemOf({ inputs }: DeclaredResource): OperatingSystem | undefined {
  if (inputs.has("osProfile.windowsConfiguration")) {
    return "Windows";
  }
  if (inputs.has("osProfile.linuxConfiguration")) {
    return "Linux";
  }
  const written = inputs.text("storageProfile.osDisk.osType");
  return written === "Windows" || written === "Linux" ? written : undefined;
}

/** Path of the system's configuration, where the patch settings stand. */
export function configurationPath(operatingSystem: OperatingSystem): string {
  return `osProfile.${operatingSystem === "Windows" ? "windowsConfiguration" : "linuxConfiguration"}`;
}

/** The patch settings of a machine whose system is known, as `src/azure` judges them, and where they stand. */
export function patchSettingsOf(
  machine: DeclaredResource,
): { readonly settings: GuestPatchSettings; readonly path: string } | undefined {
  const operatingSystem = operatingSystemOf(machine);
  if (operatingSystem === undefined) {
    return undefined;
  }
  const base = configurationPath(operatingSystem);
  const path = `${base}.patchSettings`;
  const { inputs } = machine;
  return {
    path,
    settings: {
      operatingSystem,
      patchMode: inputs.text(`${path}.patchMode`),
      assessmentMode: inputs.text(`${path}.assessmentMode`),
      enableAutomaticUpdates: inputs.flag(`${base}.enableAutomaticUpdates`),
      provisionVmAgent: agentProvisioned(inputs, base),
      bypassPlatformSafetyChecksOnUserSchedule: inputs.flag(
        `${path}.automaticByPlatformSettings.bypassPlatformSafetyChecksOnUserSchedule`,
      ),
      rebootSetting: inputs.text(`${path}.automaticByPlatformSettings.rebootSetting`),
      hotpatchingEnabled: inputs.flag(`${path}.enableHotpatching`),
    },
  };
}

/** azure-native spells it `provisionVMAgent` for both systems. */
function agentProvisioned(inputs: Reader, base: string): boolean | undefined {
  return inputs.flag(`${base}.provisionVMAgent`);
}
