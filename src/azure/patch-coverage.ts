import {
  effectivePatchMode,
  type GuestPatchSettings,
  type PatchedBy,
  schedulePatchingFindings,
} from "./guest-patching";
import { type ImageReference, platformImageFindings } from "./images";
import { platformPatchingObstacles } from "./platform-patching";
import { schedulePatchingOutcome } from "./schedule-patching";

/** What decides who patches a machine that stands. */
export interface CoveredMachine {
  readonly settings: GuestPatchSettings;
  /** Whether Azure has an `osProfile` of it; it has none of a machine made from a specialised disk or image. */
  readonly hasOsProfile: boolean;
  /** Left out for a custom image. */
  readonly image: ImageReference | undefined;
  /** Names of the schedules that reach it, assigned or by a dynamic scope; `undefined` when they cannot be seen. */
  readonly schedules: readonly string[] | undefined;
}

/** Who patches a machine, `Unknown` where it hangs on schedules that cannot be seen, and why. */
export interface PatchCoverage {
  readonly patchedBy: PatchedBy | "Unknown";
  /** One or two sentences. */
  readonly because: string;
}

/**
 * Who patches a machine: every row of Azure's table of modes, bypass flag and schedule, and what it
 * takes beside them.
 *
 * Source: learn.microsoft.com update-manager/prerequsite-for-schedule-patching,
 * virtual-machines/automatic-vm-guest-patching (requirements).
 */
export function patchCoverage(machine: CoveredMachine): PatchCoverage {
  const { settings, schedules } = machine;
  const patchMode = effectivePatchMode(settings);
  if (patchMode !== "AutomaticByPlatform") {
    return ownCoverage(machine, patchMode);
  }
  if (settings.provisionVmAgent === false) {
    return nobody("provisionVMAgent is false: without the agent Azure can patch nothing.");
  }
  if (schedules === undefined) {
    return {
      patchedBy: "Unknown",
      because: "Whether a schedule reaches it cannot be seen with these rights.",
    };
  }
  const bypass = settings.bypassPlatformSafetyChecksOnUserSchedule;
  const state = { patchMode, bypass, scheduleAttached: schedules.length > 0 };
  const { patches } = schedulePatchingOutcome(state);
  switch (patches) {
    case "Schedule":
      return {
        patchedBy: "Schedule",
        because: `${subjectOf(schedules)} ${schedules.length === 1 ? "patches" : "patch"} it in your own windows.`,
      };
    case "Platform":
      return platformCoverage(machine);
    case "Nobody":
      return nobody(...schedulePatchingFindings(state, "").map(({ message }) => message));
  }
}

/** The schedules as the subject of a sentence: `The schedule "nightly"`. */
function subjectOf(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`).join(" and ");
  return names.length === 1 ? `The schedule ${quoted}` : `The schedules ${quoted}`;
}

function platformCoverage({ settings, image }: CoveredMachine): PatchCoverage {
  const obstacles = platformPatchingObstacles({ settings, image, scheduleAttached: false });
  if (obstacles.length === 0) {
    return {
      patchedBy: "Platform",
      because: "Azure installs critical and security patches within 30 days, in off-peak hours.",
    };
  }
  return image === undefined
    ? nobody(
        "It was made from an image of your own or a disk, and Azure patches only listed marketplace images by itself.",
      )
    : nobody(...platformImageFindings(image, "").map(({ message }) => message));
}

/** In every mode but the platform's, schedules fail and the machine's own system goes on. */
function ownCoverage(
  { settings, hasOsProfile, schedules = [] }: CoveredMachine,
  patchMode: string,
): PatchCoverage {
  const failing =
    schedules.length === 0
      ? ""
      : ` ${subjectOf(schedules)} ${schedules.length === 1 ? "reaches it and fails" : "reach it and fail"}: that takes "AutomaticByPlatform" and the bypass flag.`;
  if (!hasOsProfile) {
    return {
      patchedBy: "OperatingSystem",
      because: `Azure has no osProfile of it and no say: whatever updater its disk brought goes on.${failing}`,
    };
  }
  return patchMode === "Manual"
    ? nobody(`patchMode is "Manual": only what you start yourself is installed.${failing}`)
    : {
        patchedBy: "OperatingSystem",
        because: `patchMode is "${patchMode}": ${settings.operatingSystem === "Windows" ? "Windows Update goes on in its own time" : "the image's own updater goes on, if it has one"}.${failing}`,
      };
}

function nobody(...because: readonly string[]): PatchCoverage {
  return { patchedBy: "Nobody", because: because.join(" ") };
}
