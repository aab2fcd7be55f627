import type { Finding } from "../../azure/finding";
import {
  type GuestPatchSettings,
  guestPatchFindings,
  type OperatingSystem,
} from "../../azure/guest-patching";
import { operatingSystemOfImage } from "../../azure/image-system";
import type { DeclaredResource } from "../model/declared-resource";
import { Reader } from "../model/reader";
import { imageOf } from "./image";

export const virtualMachineType = "Microsoft.Compute/virtualMachines";
export const extensionType = "Microsoft.Compute/virtualMachines/extensions";

/** The family of a machine's system; `undefined` where nothing tells, as for an attached disk without its type. */
export function operatingSystemOf(machine: DeclaredResource): OperatingSystem | undefined {
  const { inputs } = machine;
  const hasWindows = inputs.has("osProfile.windowsConfiguration");
  const hasLinux = inputs.has("osProfile.linuxConfiguration");
  // Where a program gives both, the disk and the image tell which one it is.
  if (hasWindows !== hasLinux) {
    return hasWindows ? "Windows" : "Linux";
  }
  const written = inputs.text("storageProfile.osDisk.osType");
  if (written === "Windows" || written === "Linux") {
    return written;
  }
  const image = imageOf(machine);
  return image === undefined ? undefined : operatingSystemOfImage(image);
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
  return operatingSystem === undefined
    ? undefined
    : {
        path: `${configurationPath(operatingSystem)}.patchSettings`,
        settings: settingsIn(machine.inputs, operatingSystem),
      };
}

/** The patch settings that a machine has in Azure; `undefined` for one that is not made yet, or of which they are not told. */
export function patchSettingsBefore(machine: DeclaredResource): GuestPatchSettings | undefined {
  const { outputs } = machine.facts;
  const operatingSystem = operatingSystemOf(machine);
  if (outputs === undefined || operatingSystem === undefined) {
    return undefined;
  }
  const answered = new Reader(outputs, "");
  const base = configurationPath(operatingSystem);
  return answered.isUnknown(base) || answered.object(base) === undefined
    ? undefined
    : settingsIn(answered, operatingSystem);
}

function settingsIn(inputs: Reader, operatingSystem: OperatingSystem): GuestPatchSettings {
  const base = configurationPath(operatingSystem);
  const path = `${base}.patchSettings`;
  return {
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
  };
}

/** azure-native spells it `provisionVMAgent` for both systems. */
function agentProvisioned(inputs: Reader, base: string): boolean | undefined {
  return inputs.flag(`${base}.provisionVMAgent`);
}

/** azure-native's place of what the rules call by the names of our components. */
const nativeNames: Readonly<Record<string, string>> = {
  patchMode: "patchSettings.patchMode",
  assessmentMode: "patchSettings.assessmentMode",
  enableAutomaticUpdates: "enableAutomaticUpdates",
  provisionVmAgent: "provisionVMAgent",
  hotpatchingEnabled: "patchSettings.enableHotpatching",
  rebootSetting: "patchSettings.automaticByPlatformSettings.rebootSetting",
  bypassPlatformSafetyChecksOnUserSchedule:
    "patchSettings.automaticByPlatformSettings.bypassPlatformSafetyChecksOnUserSchedule",
};

/** Findings of the rules on patch settings, whose paths begin with nothing, with the paths of azure-native's arguments. */
export function withNativePaths(
  findings: readonly Finding[],
  operatingSystem: OperatingSystem,
): Finding[] {
  return findings.map((finding) => ({
    ...finding,
    propertyPath: `${configurationPath(operatingSystem)}.${nativeNames[finding.propertyPath] ?? finding.propertyPath}`,
  }));
}

const judged = new WeakMap<DeclaredResource, readonly Finding[]>();

/** What the patch settings of a machine break among themselves, judged once for all the rules that tell of it. */
export function patchFindingsOf(machine: DeclaredResource): readonly Finding[] {
  let findings = judged.get(machine);
  if (findings === undefined) {
    const settings = patchSettingsOf(machine)?.settings;
    findings =
      settings === undefined
        ? []
        : withNativePaths(guestPatchFindings(settings, ""), settings.operatingSystem);
    judged.set(machine, findings);
  }
  return findings;
}
