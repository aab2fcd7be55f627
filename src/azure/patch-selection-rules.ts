import { errorFinding, type Finding } from "./finding";
import type { OperatingSystem } from "./guest-patching";
import { kbFindings } from "./maintenance-schedule";
import {
  installationClassifications,
  type PatchInstallation,
  patchInstallationFindings,
} from "./patch-installation";
import { defaultClassifications, type PatchSelection, termsOf } from "./patch-selection";

/** What is wrong with a selection whatever the machines are: everything at once. */
export function selectionFindings(selection: PatchSelection): Finding[] {
  const { rebootSetting, maximumDuration } = termsOf(selection);
  const known = Object.values(installationClassifications).flat();
  const unknown = (selection.classifications ?? []).filter((name) => !known.includes(name));
  const terms: PatchInstallation = {
    operatingSystem: "Windows",
    rebootSetting,
    maximumDuration,
    classificationsToInclude: defaultClassifications,
    inclusions: [],
  };
  const date = selection.maxPatchPublishDate;
  return [
    ...patchInstallationFindings(terms),
    ...unknown.map((name) =>
      errorFinding(
        "EVG-INSTALL-008",
        "classifications",
        `The classification '${name}' is one of neither system.`,
        `Use some of ${[...new Set(known)].join(", ")}.`,
      ),
    ),
    ...(selection.classifications?.length === 0 && !namesAPatch(selection)
      ? [
          errorFinding(
            "EVG-INSTALL-009",
            "classifications",
            "Nothing is selected to be installed.",
            "Name at least one classification or one patch, or leave it out for critical and security patches.",
          ),
        ]
      : []),
    ...kbFindings(selection.kbNumbersToInclude, "kbNumbersToInclude"),
    ...kbFindings(selection.kbNumbersToExclude, "kbNumbersToExclude"),
    ...maskFindings(selection),
    ...(date === undefined || isMoment(date)
      ? []
      : [
          errorFinding(
            "EVG-INSTALL-005",
            "maxPatchPublishDate",
            `'${date}' is no date.`,
            "Give it like '2026-11-30' or '2026-11-30T12:00:00Z'.",
          ),
        ]),
  ];
}

function namesAPatch(selection: PatchSelection): boolean {
  return [selection.kbNumbersToInclude, selection.packageNameMasksToInclude].some(
    (list = []) => list.length > 0,
  );
}

function maskFindings(selection: PatchSelection): Finding[] {
  return (["packageNameMasksToInclude", "packageNameMasksToExclude"] as const).flatMap((list) =>
    (selection[list] ?? []).flatMap((mask, index) =>
      /^\S+$/.test(mask)
        ? []
        : [
            errorFinding(
              "EVG-INSTALL-006",
              `${list}[${index}]`,
              `'${mask}' is no name of a package.`,
              "Give a name or 'name_version' without spaces, with * for anything.",
            ),
          ],
    ),
  );
}

function isMoment(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/.test(text) &&
    !Number.isNaN(Date.parse(text))
  );
}

/** Refuses what would do nothing: words that are only for a system of which there is no machine. */
export function selectionSystemFindings(
  selection: PatchSelection,
  systems: ReadonlySet<OperatingSystem>,
): Finding[] {
  const ownWords: Readonly<Record<OperatingSystem, readonly (keyof PatchSelection)[]>> = {
    Windows: [
      ...(["kbNumbersToInclude", "kbNumbersToExclude"] as const),
      ...(["excludeKbsRequiringReboot", "maxPatchPublishDate"] as const),
    ],
    Linux: ["packageNameMasksToInclude", "packageNameMasksToExclude"],
  };
  return (["Windows", "Linux"] as const)
    .filter((system) => !systems.has(system))
    .flatMap((system) => {
      const other = system === "Windows" ? "Linux" : "Windows";
      const foreign = (selection.classifications ?? []).filter(
        (name) =>
          installationClassifications[system].includes(name) &&
          !installationClassifications[other].includes(name),
      );
      const given = ownWords[system].filter((word) => isGiven(selection[word]));
      return [...given, ...foreign.map((name) => `classification ${name}`)].map((word) =>
        errorFinding(
          "EVG-INSTALL-007",
          word.startsWith("classification ") ? "classifications" : word,
          `${word} is for ${system} alone, and the machines run ${other}.`,
          `Leave it out, or choose machines with ${system}.`,
        ),
      );
    });
}

function isGiven(value: PatchSelection[keyof PatchSelection]): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
}
