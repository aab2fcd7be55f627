import {
  effectivePatchMode,
  type GuestPatchSettings,
  type OperatingSystem,
} from "../../azure/guest-patching";
import type { ImageReference } from "../../azure/images";
import { asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../json";

/** Name of the operating system's block in `osProfile`. */
export function configurationName(
  system: OperatingSystem,
): "windowsConfiguration" | "linuxConfiguration" {
  return system === "Windows" ? "windowsConfiguration" : "linuxConfiguration";
}

/** The operating system of a machine: what the profile configures, else what the image or the disk tells. */
export function operatingSystemOf(machine: unknown): OperatingSystem {
  const profile = asObject(valueAt(machine, "properties.osProfile"));
  if (profile.windowsConfiguration !== undefined) {
    return "Windows";
  }
  if (profile.linuxConfiguration !== undefined) {
    return "Linux";
  }
  const osType = asText(valueAt(machine, "properties.storageProfile.osDisk.osType"));
  const publisher = asText(valueAt(machine, "properties.storageProfile.imageReference.publisher"));
  return osType === "Windows" || publisher?.toLowerCase().startsWith("microsoftwindows") === true
    ? "Windows"
    : "Linux";
}

/** The marketplace image of a machine; `undefined` for any other. */
export function imageOf(machine: unknown): ImageReference | undefined {
  const reference = asObject(valueAt(machine, "properties.storageProfile.imageReference"));
  const [publisher, offer, sku] = [reference.publisher, reference.offer, reference.sku].map(asText);
  return publisher === undefined || offer === undefined || sku === undefined
    ? undefined
    : { publisher, offer, sku };
}

/** The patch settings of a machine as its JSON has them. */
export function readPatchSettings(machine: unknown): GuestPatchSettings {
  const operatingSystem = operatingSystemOf(machine);
  const configuration = asObject(
    valueAt(machine, `properties.osProfile.${configurationName(operatingSystem)}`),
  );
  const settings = asObject(configuration.patchSettings);
  const platform = asObject(settings.automaticByPlatformSettings);
  const flag = (value: unknown): boolean | undefined =>
    typeof value === "boolean" ? value : undefined;
  return {
    operatingSystem,
    patchMode: asText(settings.patchMode),
    assessmentMode: asText(settings.assessmentMode),
    enableAutomaticUpdates: flag(configuration.enableAutomaticUpdates),
    provisionVmAgent: flag(configuration.provisionVMAgent),
    bypassPlatformSafetyChecksOnUserSchedule: flag(
      platform.bypassPlatformSafetyChecksOnUserSchedule,
    ),
    rebootSetting: asText(platform.rebootSetting),
    hotpatchingEnabled: flag(settings.enableHotpatching),
  };
}

/** The block of a machine's operating system with what Azure sets when nothing is asked for. */
export function completedConfiguration(machine: unknown): JsonObject {
  const settings = readPatchSettings(machine);
  const name = configurationName(settings.operatingSystem);
  const sent = asObject(valueAt(machine, `properties.osProfile.${name}`));
  const patchSettings = withoutUndefined({
    ...asObject(sent.patchSettings),
    patchMode: effectivePatchMode(settings),
    assessmentMode: settings.assessmentMode ?? "ImageDefault",
    automaticByPlatformSettings:
      asObject(sent.patchSettings).automaticByPlatformSettings ?? undefined,
  });
  return settings.operatingSystem === "Windows"
    ? {
        ...sent,
        provisionVMAgent: sent.provisionVMAgent ?? true,
        enableAutomaticUpdates: sent.enableAutomaticUpdates ?? true,
        patchSettings,
        enableVMAgentPlatformUpdates: false,
      }
    : {
        ...sent,
        disablePasswordAuthentication: sent.disablePasswordAuthentication ?? false,
        provisionVMAgent: sent.provisionVMAgent ?? true,
        patchSettings,
        enableVMAgentPlatformUpdates: sent.enableVMAgentPlatformUpdates ?? false,
      };
}
