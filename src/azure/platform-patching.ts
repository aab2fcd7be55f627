import type { GuestPatchSettings, OperatingSystem } from "./guest-patching";
import { effectivePatchMode } from "./guest-patching";
import {
  type ImageReference,
  isRedHat,
  supportsHotpatching,
  supportsPlatformPatching,
} from "./images";
import { schedulePatchingOutcome } from "./schedule-patching";

/** The classes that Azure installs by itself. Source: learn.microsoft.com virtual-machines/automatic-vm-guest-patching. */
export const platformClassifications: readonly string[] = ["Critical", "Security"];

/** Within how many days of its publication Azure installs a patch by itself. Source: as {@linkcode platformClassifications}. */
export const daysUntilPlatformInstalls = 30;

/** Why Azure does not patch a machine by itself. */
export type PlatformPatchingObstacle =
  /** The patch mode is another. */
  | "PatchMode"
  /** The machine bypasses the platform for a schedule of its own, attached or not. */
  | "Bypass"
  /** A schedule is attached without the bypass flag, so that nobody patches. */
  | "Schedule"
  /** There is no agent to do it. */
  | "Agent"
  /** The image is none of those that are supported. */
  | "Image";

/** Everything that keeps Azure from patching a machine by itself; nothing when it does. Source: as {@linkcode platformClassifications}. */
export function platformPatchingObstacles(machine: {
  readonly settings: GuestPatchSettings;
  /** Left out for a custom image. */
  readonly image: ImageReference | undefined;
  readonly scheduleAttached: boolean;
}): PlatformPatchingObstacle[] {
  const { settings, image, scheduleAttached } = machine;
  const patchMode = effectivePatchMode(settings);
  const bypass = settings.bypassPlatformSafetyChecksOnUserSchedule;
  const { patches } = schedulePatchingOutcome({ patchMode, bypass, scheduleAttached });
  const supported =
    image !== undefined && supportsPlatformPatching(image, settings.operatingSystem);
  return [
    ...(patchMode === "AutomaticByPlatform" ? [] : (["PatchMode"] as const)),
    ...(bypass === true ? (["Bypass"] as const) : []),
    ...(scheduleAttached && patches === "Nobody" && bypass !== true ? (["Schedule"] as const) : []),
    ...(settings.provisionVmAgent === false ? (["Agent"] as const) : []),
    ...(supported ? [] : (["Image"] as const)),
  ];
}

/**
 * Whether and when a machine restarts: its own setting goes before that of a schedule. With neither,
 * it restarts if a patch requires it. Source: learn.microsoft.com update-manager/scheduled-patching and
 * virtual-machines/automatic-vm-guest-patching ("the process involves rebooting the VM as required").
 */
export function rebootSettingInForce(
  ofMachine: string | undefined,
  ofSchedule?: string,
): "IfRequired" | "Never" | "Always" {
  const words = ["IfRequired", "Never", "Always"] as const;
  return (
    words.find((word) => word === ofMachine) ??
    words.find((word) => word === ofSchedule) ??
    "IfRequired"
  );
}

/** Whether a machine's security patches come without a restart, but for those of a baseline month. */
export function isHotpatched(
  settings: GuestPatchSettings,
  image: ImageReference | undefined,
): boolean {
  return (
    settings.hotpatchingEnabled === true &&
    effectivePatchMode(settings) === "AutomaticByPlatform" &&
    image !== undefined &&
    supportsHotpatching(image)
  );
}

/**
 * Whether the cumulative update of a month is a baseline, which restarts hotpatched machines too:
 * January, April, July and October. Source: learn.microsoft.com windows-server/get-started/hotpatch.
 */
export function isHotpatchBaseline(published: Date): boolean {
  return published.getUTCMonth() % 3 === 0;
}

/**
 * What has become of the operating system's own updates once Azure patches: they are switched off,
 * but on Red Hat somebody must do it by hand (`systemctl mask packagekit`). The words are those of
 * `automaticOSPatchState`. Source: learn.microsoft.com virtual-machines/automatic-vm-guest-patching;
 * Azure/LinuxPatchExtension.
 */
export function automaticOsPatchState(
  operatingSystem: OperatingSystem,
  image: ImageReference | undefined,
): "Disabled" | "Enabled" {
  return operatingSystem === "Linux" && image !== undefined && isRedHat(image)
    ? "Enabled"
    : "Disabled";
}
