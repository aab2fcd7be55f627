import { errorsAmong, type Finding } from "../../azure/finding";
import { obsoleteFeatures } from "../../azure/features";
import {
  derivePatchSettings,
  effectivePatchMode,
  guestPatchFindings,
  type GuestPatchSettings,
  type PatchedBy,
  patchedByFindings,
  patchModeTransitionFindings,
} from "../../azure/guest-patching";
import { patchCoverage } from "../../azure/patch-coverage";
import type { ChangePlan, PlannedChange, SkippedChange } from "../run/change-plan";
import { listingNotes } from "../run/fleet-source";
import type { PatchMachine } from "./machines";
import { reapplyCommand } from "./next-commands";
import type { PlannedFleet } from "./planned-fleet";

/** The switch of one machine to another patch mode. */
export interface PlannedModeChange extends PlannedChange {
  readonly configuration: "windowsConfiguration" | "linuxConfiguration";
  /** What is sent as `patchSettings`: `null` takes a setting away. Empty where there is nothing to change and only to wait. */
  readonly patchSettings: Readonly<Record<string, unknown>>;
  /** Whether the settings have Azure bring the patch extension. */
  readonly bringsExtension: boolean;
}

export interface ModePlan extends ChangePlan {
  readonly changes: readonly PlannedModeChange[];
  /** Whether each change ends only when Azure has switched on what it asks for. */
  readonly wait: boolean;
}

/** Who is to patch, and how. */
export interface WantedMode {
  readonly patchedBy: PatchedBy;
  /** `IfRequired`, `Never` or `Always`, for `Platform` and `Schedule`. Defaults to `IfRequired` for `Platform`, and for `Schedule` to the schedule's own. */
  readonly rebootSetting?: string;
  /** `AutomaticByPlatform` (default) or `ImageDefault`. */
  readonly assessmentMode?: string;
  /** Whether to wait until Azure has switched on what the mode asks for. Defaults to `false`. */
  readonly wait?: boolean;
}

/** The plan to let machines be patched by somebody else. */
export function modePlan(fleet: PlannedFleet, wanted: WantedMode): ModePlan {
  const { wait = false } = wanted;
  const changes: PlannedModeChange[] = [];
  const skipped: SkippedChange[] = [];
  const notes = new Set<string>();
  for (const machine of fleet.machines) {
    const { id, name } = machine.row;
    const settings = wantedSettings(machine.settings, wanted);
    const [refusal] = refusals(machine, settings);
    if (refusal !== undefined) {
      skipped.push({ id, name, reason: refusal });
      continue;
    }
    for (const { message, fix } of patchedByFindings(
      settings.operatingSystem,
      wanted.patchedBy,
      "",
    )) {
      notes.add(`${message} ${fix}`);
    }
    const differences = differencesBetween(machine.settings, settings);
    const isUpdating = machine.row.provisioningState === "Updating";
    if (differences.length === 0 && !isUpdating && !(wait && isAwaited(machine, settings))) {
      skipped.push({ id, name, reason: whySo(machine) });
      continue;
    }
    const { operatingSystem } = settings;
    const reason = reasonFor(fleet, machine, settings, wanted);
    changes.push({
      id,
      name,
      change: wordsFor(differences, isUpdating),
      ...(reason === undefined ? {} : { reason }),
      configuration: operatingSystem === "Windows" ? "windowsConfiguration" : "linuxConfiguration",
      patchSettings:
        differences.length === 0 && !isUpdating ? {} : patchSettingsOf(machine.settings, settings),
      bringsExtension: asksForExtension(settings),
    });
  }
  return {
    title: "Set who patches",
    changes,
    skipped,
    notes: [
      ...notes,
      ...(changes.length === 0 ? [] : [featureNote]),
      ...fleet.notes,
      ...listingNotes(fleet.source),
    ],
    wait,
  };
}

const featureNote = `No preview feature is needed for it: ${obsoleteFeatures
  .map(({ featureName }) => featureName)
  .join(", ")} do nothing any more.`;

/** Of a machine whose last update failed it is not certain that what it tells is in force. */
function whySo(machine: PatchMachine): string {
  return machine.row.provisioningState === "Failed"
    ? `It is so already, but its last update failed: apply it again with ${reapplyCommand(machine)}.`
    : "It is so already.";
}

/** An update that is under way may be the one that an earlier run began. */
function wordsFor(differences: readonly string[], isUpdating: boolean): string {
  if (differences.length > 0) {
    return `Set ${differences.join(", ")}`;
  }
  return isUpdating
    ? "Wait for the update that is under way, which sets it"
    : "Wait until Azure has switched it on";
}

/** The settings that a machine is to have. What cannot change, and hotpatching, stay as they are. */
function wantedSettings(current: GuestPatchSettings, wanted: WantedMode): GuestPatchSettings {
  const derived = derivePatchSettings(current.operatingSystem, wanted.patchedBy);
  const bypass = derived.bypassPlatformSafetyChecksOnUserSchedule;
  const stays =
    effectivePatchMode(current) === derived.patchMode &&
    (current.bypassPlatformSafetyChecksOnUserSchedule ?? false) === (bypass ?? false);
  const { rebootSetting = stays ? ownReboot(current) : derived.rebootSetting } = wanted;
  return {
    ...current,
    patchMode: derived.patchMode,
    assessmentMode: wanted.assessmentMode ?? derived.assessmentMode,
    bypassPlatformSafetyChecksOnUserSchedule: bypass,
    rebootSetting,
  };
}

/** Azure may tell of a setting that nobody gave as `Unknown`. */
function ownReboot({ rebootSetting }: GuestPatchSettings): string | undefined {
  return rebootSetting === "Unknown" ? undefined : rebootSetting;
}

/** Why a machine cannot have the settings; the transition's own rule goes before the others. */
function refusals(machine: PatchMachine, settings: GuestPatchSettings): string[] {
  if (!machine.hasOsProfile) {
    return [
      "Azure has no osProfile of it, because it was made from a specialised disk or image, and so no patch settings: its own system patches it.",
    ];
  }
  const { operatingSystem, enableAutomaticUpdates } = settings;
  const from = effectivePatchMode(machine.settings);
  const to = effectivePatchMode(settings);
  const path = "patchSettings.patchMode";
  return [
    ...patchModeTransitionFindings({ operatingSystem, enableAutomaticUpdates, from, to }, path),
    ...errorsAmong(guestPatchFindings(settings, "")),
  ].map(described);
}

function described({ message, fix, ruleId }: Finding): string {
  return `${message} ${fix} [${ruleId}]`;
}

/** Each setting that changes, as `patchMode "AutomaticByOS" → "AutomaticByPlatform"`. */
function differencesBetween(current: GuestPatchSettings, wanted: GuestPatchSettings): string[] {
  const settings = [
    ["patchMode", effectivePatchMode(current), effectivePatchMode(wanted)],
    ["assessmentMode", current.assessmentMode ?? "ImageDefault", wanted.assessmentMode],
    [
      "bypassPlatformSafetyChecksOnUserSchedule",
      current.bypassPlatformSafetyChecksOnUserSchedule ?? false,
      wanted.bypassPlatformSafetyChecksOnUserSchedule ?? false,
    ],
    ["rebootSetting", ownReboot(current), wanted.rebootSetting],
  ] as const;
  return settings
    .filter(([, before, after]) => before !== after)
    .map(([name, before, after]) => `${name} ${worded(before)} → ${worded(after)}`);
}

function worded(value: string | boolean | undefined): string {
  return value === undefined ? "not set" : typeof value === "string" ? `"${value}"` : String(value);
}

/** `automaticByPlatformSettings` may stand beside no mode but the platform's. */
function patchSettingsOf(
  current: GuestPatchSettings,
  wanted: GuestPatchSettings,
): PlannedModeChange["patchSettings"] {
  const { patchMode, assessmentMode, rebootSetting } = wanted;
  const bypass = wanted.bypassPlatformSafetyChecksOnUserSchedule;
  const stood =
    current.rebootSetting !== undefined ||
    current.bypassPlatformSafetyChecksOnUserSchedule !== undefined;
  const byPlatform =
    patchMode === "AutomaticByPlatform"
      ? {
          bypassPlatformSafetyChecksOnUserSchedule: bypass ?? false,
          rebootSetting: rebootSetting ?? null,
        }
      : null;
  return {
    patchMode,
    assessmentMode,
    ...(byPlatform !== null || stood ? { automaticByPlatformSettings: byPlatform } : {}),
  };
}

/** Whether Azure has yet to switch something on, as far as Azure Resource Graph tells. */
function isAwaited({ row }: PatchMachine, settings: GuestPatchSettings): boolean {
  return (
    asksForExtension(settings) && (row.patchExtensionState !== "Succeeded" || row.assessedAt === "")
  );
}

/** Whether settings bring the patch extension to a machine. */
function asksForExtension({ patchMode, assessmentMode }: GuestPatchSettings): boolean {
  return [patchMode, assessmentMode].includes("AutomaticByPlatform");
}

/** What is not as whoever asked may think: who patches then is another. */
function reasonFor(
  { schedulesHidden }: PlannedFleet,
  { hasOsProfile, image, schedules }: PatchMachine,
  settings: GuestPatchSettings,
  { patchedBy }: WantedMode,
): string | undefined {
  const names = schedulesHidden ? undefined : schedules.map(({ name }) => name);
  const then = patchCoverage({ settings, hasOsProfile, image, schedules: names });
  return then.patchedBy === patchedBy
    ? undefined
    : `Patched by ${then.patchedBy} then: ${then.because}`;
}
