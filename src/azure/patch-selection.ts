import type { OperatingSystem } from "./guest-patching";
import { installationClassifications } from "./patch-installation";

/** What is to be installed on machines of both systems: each takes what is for its own. */
export interface PatchSelection {
  /** Classes of either system. Defaults to `Critical` and `Security` where no patch is named either. */
  readonly classifications?: readonly string[];
  /** Windows alone, for example `KB5044281`: installed whatever their class. */
  readonly kbNumbersToInclude?: readonly string[];
  /** Windows alone. */
  readonly kbNumbersToExclude?: readonly string[];
  /** Windows alone. Defaults to `false`. */
  readonly excludeKbsRequiringReboot?: boolean;
  /** Windows alone. ISO 8601: nothing that was published later. */
  readonly maxPatchPublishDate?: string;
  /** Linux alone: names of packages or `name_version`, with `*` for anything; installed whatever their class. */
  readonly packageNameMasksToInclude?: readonly string[];
  /** Linux alone. */
  readonly packageNameMasksToExclude?: readonly string[];
  /** `IfRequired`, `Never` or `Always`. Defaults to `IfRequired`. */
  readonly rebootSetting?: string;
  /** ISO 8601 duration of at most 4 hours. Defaults to `PT2H`. */
  readonly maximumDuration?: string;
}

/** The part of a selection that decides over a patch of one system. */
export interface PatchChoice {
  readonly classifications: readonly string[];
  readonly included: readonly string[];
  readonly excluded: readonly string[];
  /** Whether patches that may restart the machine are left out. */
  readonly withoutReboot: boolean;
  /** ISO 8601. */
  readonly publishedUntil: string | undefined;
}

/** What a choice needs to know of a patch. */
export interface ChosenPatch {
  readonly classifications: readonly string[];
  readonly name: string;
  readonly kbId?: string | undefined;
  readonly version?: string | undefined;
  readonly rebootBehavior: string;
  /** ISO 8601. */
  readonly publishedDate: string;
}

/** What is installed where nothing is named. */
export const defaultClassifications = ["Critical", "Security"];

/** The choice of a selection for one system, with the defaults. */
export function choiceFor(system: OperatingSystem, selection: PatchSelection): PatchChoice {
  const isWindows = system === "Windows";
  const named = [
    ...(selection.kbNumbersToInclude ?? []),
    ...(selection.packageNameMasksToInclude ?? []),
  ];
  const { classifications = named.length === 0 ? defaultClassifications : [] } = selection;
  return {
    classifications: classifications.filter((name) =>
      installationClassifications[system].includes(name),
    ),
    included:
      (isWindows ? selection.kbNumbersToInclude : selection.packageNameMasksToInclude) ?? [],
    excluded:
      (isWindows ? selection.kbNumbersToExclude : selection.packageNameMasksToExclude) ?? [],
    withoutReboot: isWindows && selection.excludeKbsRequiringReboot === true,
    publishedUntil: isWindows ? selection.maxPatchPublishDate : undefined,
  };
}

/** Whether a choice holds anything that could be installed at all. */
export function choosesAnything({ classifications, included }: PatchChoice): boolean {
  return classifications.length > 0 || included.length > 0;
}

/** Whether a patch is chosen. */
export function isChosen(choice: PatchChoice, patch: ChosenPatch): boolean {
  return (
    (choice.classifications.some((name) =>
      patch.classifications.some((each) => sameWord(name, each)),
    ) ||
      fitsOne(choice.included, patch)) &&
    !fitsOne(choice.excluded, patch) &&
    !(choice.withoutReboot && patch.rebootBehavior !== "NeverReboots") &&
    (choice.publishedUntil === undefined ||
      new Date(patch.publishedDate) <= new Date(choice.publishedUntil))
  );
}

/** Whether one of some KB numbers or masks fits a patch. */
export function fitsOne(masks: readonly string[], patch: ChosenPatch): boolean {
  return masks.some((mask) => fitsMask(mask, patch));
}

/** A KB number, a package name, or `name_version`, each with `*` for anything. */
function fitsMask(mask: string, { kbId, name, version }: ChosenPatch): boolean {
  const pattern = mask.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  const whole = new RegExp(`^${pattern}$`, "i");
  return [kbId, `KB${kbId ?? ""}`, name, `${name}_${version ?? ""}`].some(
    (text) => text !== undefined && whole.test(text),
  );
}

/** The Compute and the Maintenance API write one class in two ways: `UpdateRollUp`, `UpdateRollup`. */
function sameWord(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/**
 * The body of the request that installs a selection on a machine.
 *
 * Source: azure-rest-api-specs compute, `VirtualMachineInstallPatchesParameters`.
 */
export function installationRequest(
  system: OperatingSystem,
  selection: PatchSelection,
): Readonly<Record<string, unknown>> {
  const { classifications, included, excluded, withoutReboot, publishedUntil } = choiceFor(
    system,
    selection,
  );
  const { rebootSetting, maximumDuration } = termsOf(selection);
  const filled = (name: string, list: readonly string[]): object =>
    list.length === 0 ? {} : { [name]: list };
  const what = system === "Windows" ? "kbNumbers" : "packageNameMasks";
  return {
    maximumDuration,
    rebootSetting,
    [system === "Windows" ? "windowsParameters" : "linuxParameters"]: {
      ...filled("classificationsToInclude", classifications),
      ...filled(`${what}ToInclude`, included),
      ...filled(`${what}ToExclude`, excluded),
      ...(withoutReboot ? { excludeKbsRequiringReboot: true } : {}),
      ...(publishedUntil === undefined ? {} : { maxPatchPublishDate: publishedUntil }),
    },
  };
}

/** How long an installation may take and whether it may restart, with the defaults. */
export function termsOf(
  selection: PatchSelection,
): Pick<PatchSelection, "rebootSetting" | "maximumDuration"> {
  const { rebootSetting = "IfRequired", maximumDuration = "PT2H" } = selection;
  return { rebootSetting, maximumDuration };
}
