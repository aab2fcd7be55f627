import type * as pulumi from "@pulumi/pulumi";
import type { Finding } from "../../azure/finding";
import {
  derivePatchSettings,
  effectivePatchMode,
  guestPatchFindings,
  patchedByFindings,
  type GuestPatchSettings,
  type OperatingSystem,
} from "../../azure/guest-patching";
import {
  hotpatchImageFindings,
  imageSystemFindings,
  imageUrnFindings,
  parseImageUrn,
  platformImageFindings,
  updateManagerImageFindings,
} from "../../azure/images";
import { choiceFindings } from "../shared/argument-rules";
import { rule, type Rule } from "../shared/inputs";

/** Who installs patches on a machine. */
export const PatchedBy = {
  /** Azure: critical and security patches within 30 days, region after region, never the pair of a region at the same time. */
  Platform: "Platform",
  /** A maintenance schedule of your own. Until one is attached nothing is patched. */
  Schedule: "Schedule",
  /** Windows Update, or what the Linux image brings along. */
  OperatingSystem: "OperatingSystem",
  /** Nobody. On Linux Azure cannot stop the image's own updater. */
  Nobody: "Nobody",
} as const;
export type PatchedBy = (typeof PatchedBy)[keyof typeof PatchedBy];

/** Patch settings of a machine in Azure's own words, for when `patchedBy` does not say it. */
export interface VirtualMachinePatchSettingsArgs {
  /** `AutomaticByPlatform`; on Windows also `AutomaticByOS` or `Manual`, on Linux `ImageDefault`. Defaults to what `patchedBy` means. */
  patchMode?: pulumi.Input<string>;
  /** `AutomaticByPlatform`, which looks for missing patches every 24 hours, or `ImageDefault`. Defaults to `AutomaticByPlatform`. */
  assessmentMode?: pulumi.Input<string>;
  /** Whether only your own schedule patches; with `AutomaticByPlatform`. Defaults to what `patchedBy` means. */
  bypassPlatformSafetyChecksOnUserSchedule?: pulumi.Input<boolean>;
  /** `IfRequired`, `Never` or `Always`; with `AutomaticByPlatform`; overrides a schedule's. Defaults to `IfRequired` when the platform patches, to the schedule's when a schedule does. */
  rebootSetting?: pulumi.Input<string>;
}

/** Patch settings that Windows has besides. */
export interface WindowsVirtualMachinePatchSettingsArgs extends VirtualMachinePatchSettingsArgs {
  /** Whether Windows Update is on. Defaults to `true`, and to `false` when nobody patches. Azure takes it only when the machine is created. */
  enableAutomaticUpdates?: pulumi.Input<boolean>;
  /** Whether patches are installed without a reboot, on images made for it, when the platform patches. Defaults to `false`. */
  hotpatchingEnabled?: pulumi.Input<boolean>;
}

/** The arguments that decide how a machine is patched. */
export interface PatchArguments {
  readonly image: pulumi.Input<string>;
  readonly patchedBy?: PatchedBy;
  readonly patchSettings?: WindowsVirtualMachinePatchSettingsArgs;
  readonly imageSupportAsserted?: boolean;
}

/** What is sent to Azure: {@linkcode GuestPatchSettings} that may not all be known yet. */
export type PatchSettingsInputs = {
  readonly [Setting in keyof GuestPatchSettings]: Setting extends "operatingSystem"
    ? OperatingSystem
    : pulumi.Input<Exclude<GuestPatchSettings[Setting], undefined>> | undefined;
};

/**
 * The settings of a machine: those that follow from who patches, then those that were set. An
 * explicit patch mode without `patchedBy` says who patches by itself, so nothing else follows.
 */
export function patchSettingsOf(
  operatingSystem: OperatingSystem,
  args: PatchArguments,
): PatchSettingsInputs {
  // A setting that is `undefined` was not set.
  const explicit: WindowsVirtualMachinePatchSettingsArgs = Object.fromEntries(
    Object.entries(args.patchSettings ?? {}).filter(([, value]) => value !== undefined),
  );
  const derived: GuestPatchSettings =
    args.patchedBy === undefined && explicit.patchMode !== undefined
      ? { operatingSystem, assessmentMode: "AutomaticByPlatform", provisionVmAgent: true }
      : derivePatchSettings(operatingSystem, args.patchedBy ?? PatchedBy.Platform);
  return { ...derived, ...explicit };
}

/** Every rule about patching: who patches, the settings among themselves, and the image. */
export function patchRules(settings: PatchSettingsInputs, args: PatchArguments): Rule[] {
  const { operatingSystem } = settings;
  const patchedBy = args.patchedBy ?? PatchedBy.Platform;
  const words = choiceFindings(patchedBy, Object.values(PatchedBy), "patchedBy");
  if (words.length > 0) {
    return [rule({}, () => words)];
  }
  return [
    rule({}, () => patchedByFindings(operatingSystem, patchedBy, "patchedBy")),
    rule(settings, (known) => guestPatchFindings(known, "patchSettings")),
    rule({ image: args.image, settings }, (known) =>
      imageFindings(known.image, known.settings, args.imageSupportAsserted ?? false),
    ),
  ];
}

/** `patchSettings` as azure-native takes it for either operating system. */
export function nativePatchSettings(settings: PatchSettingsInputs): {
  patchMode?: pulumi.Input<string>;
  assessmentMode?: pulumi.Input<string>;
  automaticByPlatformSettings?: {
    bypassPlatformSafetyChecksOnUserSchedule?: pulumi.Input<boolean>;
    rebootSetting?: pulumi.Input<string>;
  };
} {
  const { patchMode, assessmentMode, rebootSetting } = settings;
  const bypass = settings.bypassPlatformSafetyChecksOnUserSchedule;
  return {
    ...(patchMode !== undefined && { patchMode }),
    ...(assessmentMode !== undefined && { assessmentMode }),
    // Azure refuses the object with any other mode, even when it is empty.
    ...((bypass !== undefined || rebootSetting !== undefined) && {
      automaticByPlatformSettings: {
        ...(bypass !== undefined && { bypassPlatformSafetyChecksOnUserSchedule: bypass }),
        ...(rebootSetting !== undefined && { rebootSetting }),
      },
    }),
  };
}

function imageFindings(
  image: string,
  settings: GuestPatchSettings,
  supportAsserted: boolean,
): Finding[] {
  const wrong = imageUrnFindings(image, "image");
  if (wrong.length > 0) {
    return wrong;
  }
  const reference = parseImageUrn(image);
  const otherSystem = imageSystemFindings(reference, settings.operatingSystem, "image");
  if (otherSystem.length > 0 || supportAsserted) {
    return otherSystem;
  }
  const byPlatform = effectivePatchMode(settings) === "AutomaticByPlatform";
  const findings = !byPlatform
    ? []
    : settings.bypassPlatformSafetyChecksOnUserSchedule === true
      ? updateManagerImageFindings(reference, "image")
      : platformImageFindings(reference, "image");
  const hotpatching =
    settings.hotpatchingEnabled === true && settings.operatingSystem === "Windows"
      ? hotpatchImageFindings(reference, "image")
      : [];
  return [...findings, ...hotpatching].map((finding) => ({
    ...finding,
    fix: `${finding.fix} If you know that Azure supports it, set imageSupportAsserted.`,
  }));
}
