import { compareVersions, parseVersion } from "./dotted-version";
import type { Finding } from "./finding";
import {
  agentFindings,
  automaticUpdatesFindings,
  hotpatchFindings,
  patchModes,
  platformSettingsFindings,
  wordFindings,
} from "./patch-setting-rules";

export { schedulePatchingFindings, schedulePatchingOutcome } from "./schedule-patching";

/** The operating system family of a machine, in Azure's words. */
export type OperatingSystem = "Windows" | "Linux";

/**
 * Who installs patches: Azure by availability-first rollout (`Platform`), a maintenance schedule of
 * your own (`Schedule`), the operating system's own updater (`OperatingSystem`), or `Nobody`.
 */
export type PatchedBy = "Platform" | "Schedule" | "OperatingSystem" | "Nobody";

/**
 * The patch settings of one machine. Words are Azure's own and stand as they are written in its
 * API; a setting that is left out keeps Azure's default. Source: learn.microsoft.com
 * virtual-machines/automatic-vm-guest-patching and the Compute API 2026-03-01.
 */
export interface GuestPatchSettings {
  readonly operatingSystem: OperatingSystem;
  /** `AutomaticByPlatform` on both; `AutomaticByOS` (default) and `Manual` on Windows; `ImageDefault` (default) on Linux. */
  readonly patchMode?: string | undefined;
  /** `ImageDefault` (default) or `AutomaticByPlatform`, which looks for missing patches every 24 hours. */
  readonly assessmentMode?: string | undefined;
  /** Windows only. Defaults to `true`; cannot change after creation. */
  readonly enableAutomaticUpdates?: boolean | undefined;
  /** Defaults to `true`. */
  readonly provisionVmAgent?: boolean | undefined;
  /** Whether only your own schedule patches. Defaults to `false`; only with `AutomaticByPlatform`. */
  readonly bypassPlatformSafetyChecksOnUserSchedule?: boolean | undefined;
  /** `IfRequired`, `Never`, `Always` or `Unknown`; overrides the schedule's; only with `AutomaticByPlatform`. */
  readonly rebootSetting?: string | undefined;
  /** Windows only. Patches without a reboot. Defaults to `false`. */
  readonly hotpatchingEnabled?: boolean | undefined;
}

/** The oldest Azure Linux agent that guest patching works with. Source: learn.microsoft.com virtual-machines/automatic-vm-guest-patching. */
export const minimumLinuxAgentVersion = "2.2.53.1";

/** How often the platform looks for missing patches where `assessmentMode` asks for it. Source: as {@linkcode minimumLinuxAgentVersion}. */
export const assessmentEveryInHours = 24;

/**
 * The settings that follow from who patches. Missing patches are looked up by the platform in each
 * of them, also where nobody installs them. Linux has no mode in which nobody patches: see
 * {@linkcode patchedByFindings}.
 */
export function derivePatchSettings(
  operatingSystem: OperatingSystem,
  patchedBy: PatchedBy,
): GuestPatchSettings {
  const assessed = {
    operatingSystem,
    assessmentMode: "AutomaticByPlatform",
    provisionVmAgent: true,
    ...(operatingSystem === "Windows" && { enableAutomaticUpdates: patchedBy !== "Nobody" }),
  };
  switch (patchedBy) {
    case "Platform":
      return {
        ...assessed,
        patchMode: "AutomaticByPlatform",
        bypassPlatformSafetyChecksOnUserSchedule: false,
        rebootSetting: "IfRequired",
      };
    case "Schedule":
      // No reboot setting: the machine's would override the schedule's.
      return {
        ...assessed,
        patchMode: "AutomaticByPlatform",
        bypassPlatformSafetyChecksOnUserSchedule: true,
      };
    case "OperatingSystem":
      return {
        ...assessed,
        patchMode: operatingSystem === "Windows" ? "AutomaticByOS" : "ImageDefault",
      };
    case "Nobody":
      return { ...assessed, patchMode: operatingSystem === "Windows" ? "Manual" : "ImageDefault" };
  }
}

/** Warns where Azure has no setting that does what was asked: Linux with nobody patching. */
export function patchedByFindings(
  operatingSystem: OperatingSystem,
  patchedBy: PatchedBy,
  path: string,
): Finding[] {
  if (operatingSystem !== "Linux" || patchedBy !== "Nobody") {
    return [];
  }
  return [
    {
      ruleId: "EVG-PATCH-018",
      severity: "warning",
      propertyPath: path,
      message:
        'Nobody is to patch, but Azure can only set a Linux machine to "ImageDefault", in which the image\'s own updater goes on.',
      fix: "Switch the updater off in the image or with cloud-init, for example unattended-upgrades on Ubuntu.",
    },
  ];
}

/** The patch mode that is in force when none is set: what Azure derives from `enableAutomaticUpdates`. */
export function effectivePatchMode(settings: GuestPatchSettings): string {
  if (settings.patchMode !== undefined) {
    return settings.patchMode;
  }
  if (settings.operatingSystem === "Linux") {
    return "ImageDefault";
  }
  return settings.enableAutomaticUpdates === false ? "Manual" : "AutomaticByOS";
}

/**
 * Every rule that the settings break among themselves. Image and agent version are judged apart
 * (`platformImageFindings`, `hotpatchImageFindings`, {@linkcode linuxAgentFindings}).
 */
export function guestPatchFindings(settings: GuestPatchSettings, basePath: string): Finding[] {
  const mode = effectivePatchMode(settings);
  return [
    ...wordFindings(settings, basePath),
    ...automaticUpdatesFindings(settings, mode, basePath),
    ...agentFindings(settings, mode, basePath),
    ...platformSettingsFindings(settings, mode, basePath),
    ...hotpatchFindings(settings, mode, basePath),
  ];
}

/**
 * Whether a machine may go from one patch mode to another. Linux is free; on Windows the immutable
 * `enableAutomaticUpdates` (defaults to `true`) decides: with `true` never to `Manual`, with `false`
 * never to `AutomaticByOS`. Words that are no modes are left to {@linkcode guestPatchFindings}.
 */
export function patchModeTransitionFindings(
  transition: {
    readonly operatingSystem: OperatingSystem;
    readonly enableAutomaticUpdates?: boolean | undefined;
    readonly from: string;
    readonly to: string;
  },
  path: string,
): Finding[] {
  const { operatingSystem, from, to } = transition;
  const flag = transition.enableAutomaticUpdates ?? true;
  const known = patchModes[operatingSystem];
  if (operatingSystem === "Linux" || from === to || !known.includes(from) || !known.includes(to)) {
    return [];
  }
  const own = flag ? "AutomaticByOS" : "Manual";
  if (to === "AutomaticByPlatform" || (to === own && from === "AutomaticByPlatform")) {
    return [];
  }
  return [
    {
      ruleId: "EVG-PATCH-013",
      severity: "error",
      propertyPath: path,
      message: `The patch mode of a Windows machine with enableAutomaticUpdates ${flag} cannot change from "${from}" to "${to}".`,
      fix:
        to === own
          ? 'Change to "AutomaticByPlatform" first.'
          : `Keep to "AutomaticByPlatform" or "${own}": enableAutomaticUpdates cannot change after creation, so "${to}" takes a new machine.`,
    },
  ];
}

/** Refuses a change of `enableAutomaticUpdates`, which Azure takes only when it creates the machine. Both default to `true`. */
export function automaticUpdatesChangeFindings(
  from: boolean | undefined,
  to: boolean | undefined,
  path: string,
): Finding[] {
  const before = from ?? true;
  const after = to ?? true;
  if (before === after) {
    return [];
  }
  return [
    {
      ruleId: "EVG-PATCH-014",
      severity: "error",
      propertyPath: path,
      message: `enableAutomaticUpdates cannot change from ${before} to ${after}: Azure takes it only when the machine is created, and refuses the update (PropertyChangeNotAllowed).`,
      fix: `Leave it at ${before}, or replace the machine on purpose.`,
    },
  ];
}

/** Refuses a Linux agent that is too old for guest patching, or whose version cannot be read. */
export function linuxAgentFindings(version: string, path: string): Finding[] {
  const found = parseVersion(version);
  const needed = parseVersion(minimumLinuxAgentVersion) ?? [];
  if (found !== undefined && compareVersions(found, needed) >= 0) {
    return [];
  }
  return [
    {
      ruleId: "EVG-PATCH-017",
      severity: "error",
      propertyPath: path,
      message:
        found === undefined
          ? `"${version}" is not a version of the Azure Linux agent.`
          : `Azure Linux agent ${version} is too old for guest patching, which needs ${minimumLinuxAgentVersion} or later.`,
      fix:
        found === undefined
          ? `Give numbers with dots between them, for example "${minimumLinuxAgentVersion}".`
          : "Update the agent, for example with the distribution's package walinuxagent or WALinuxAgent.",
    },
  ];
}
