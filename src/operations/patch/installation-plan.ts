import type { OperatingSystem } from "../../azure/guest-patching";
import { utcMinute } from "../../azure/local-time";
import {
  type ChosenPatch,
  choiceFor,
  choosesAnything,
  installationRequest,
  isChosen,
  type PatchSelection,
  termsOf,
} from "../../azure/patch-selection";
import type { PendingPatchRow } from "../../azure/resource-graph-queries";
import type { ChangePlan, PlannedChange, SkippedChange } from "../run/change-plan";
import { listingNotes } from "../run/fleet-source";
import { missingCounts } from "./machine-status";
import type { PatchMachine } from "./machines";
import { onDemandObstacle, type PlannedFleet } from "./planned-fleet";

/** The installation of patches on one machine. */
export interface PlannedInstallation extends PlannedChange {
  readonly operatingSystem: OperatingSystem;
  /** Body of the request. */
  readonly request: Readonly<Record<string, unknown>>;
  /** Patches that would be installed by what the last assessment found; left out where that is not known. */
  readonly patches?: readonly string[];
  /** Whether the machine may restart for it. */
  readonly mayRestart: boolean;
  /** Decides beside which others it may be patched. */
  readonly place: InstallationPlace;
}

export interface InstallationPlace {
  readonly region: string;
  /** Left out of a machine that is in no zone. */
  readonly zone?: string;
  /** In lower case; left out of a machine that is in no availability set. */
  readonly availabilitySetId?: string;
}

export interface InstallationPlan extends ChangePlan {
  readonly changes: readonly PlannedInstallation[];
}

const unnamedNote =
  "The listing does not hold which patches are missing: `evergreen listing --patches` writes one that does.";

/** So long what an assessment found is taken to be all that there is. */
const freshForInHours = 24;

/**
 * The plan to install a selection on these machines.
 *
 * @param pending - The patches that the machines lack by their last assessments; `undefined` where they are not known.
 */
export function installationPlan(
  fleet: PlannedFleet,
  selection: PatchSelection,
  pending: readonly PendingPatchRow[] | undefined,
): InstallationPlan {
  const byMachine = new Map<string, PendingPatchRow[]>();
  for (const row of pending ?? []) {
    byMachine.set(row.machineId, [...(byMachine.get(row.machineId) ?? []), row]);
  }
  const changes: PlannedInstallation[] = [];
  const skipped: SkippedChange[] = [];
  for (const machine of fleet.machines) {
    const lacking =
      pending === undefined || machine.row.assessedAt === ""
        ? undefined
        : (byMachine.get(machine.row.id.toLowerCase()) ?? []);
    const planned = plannedFor(machine, selection, lacking, fleet.source.takenAt);
    if (typeof planned === "string") {
      skipped.push({ id: machine.row.id, name: machine.row.name, reason: planned });
    } else {
      changes.push(planned);
    }
  }
  return {
    title: "Install patches",
    changes,
    skipped,
    notes: [
      ...notesFor(changes, selection),
      ...(pending === undefined ? [unnamedNote] : []),
      ...fleet.notes,
      ...listingNotes(fleet.source),
    ],
  };
}

/** What is planned for a machine, or why nothing is. */
function plannedFor(
  machine: PatchMachine,
  selection: PatchSelection,
  pending: readonly PendingPatchRow[] | undefined,
  now: Date,
): PlannedInstallation | string {
  const { row, settings } = machine;
  const { operatingSystem } = settings;
  const choice = choiceFor(operatingSystem, selection);
  const obstacle = onDemandObstacle(machine);
  if (obstacle !== undefined) {
    return obstacle;
  }
  if (!choosesAnything(choice)) {
    return `Nothing of what was asked for is for ${operatingSystem}.`;
  }
  const chosen = pending
    ?.map(chosenPatch)
    .filter((patch) => isChosen(choice, patch))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const { rebootSetting } = termsOf(selection);
  const hours = (now.getTime() - Date.parse(row.assessedAt)) / 3_600_000;
  if (chosen?.length === 0 && hours < freshForInHours && rebootSetting !== "Always") {
    return `Nothing of what was asked for is missing, by its assessment at ${utcMinute(row.assessedAt)}.`;
  }
  const mayRestart =
    rebootSetting === "Always" ||
    (rebootSetting !== "Never" &&
      (chosen === undefined || chosen.some((patch) => patch.rebootBehavior !== "NeverReboots")));
  const { availabilitySetId } = row;
  return {
    id: row.id,
    name: row.name,
    change: `${installs(chosen)}; ${restarts(rebootSetting, mayRestart)}`,
    reason: reasonFor(machine, chosen),
    operatingSystem,
    request: installationRequest(operatingSystem, selection),
    ...(chosen === undefined ? {} : { patches: chosen.map(nameOf) }),
    mayRestart,
    place: {
      region: row.location,
      ...(row.zone ? { zone: row.zone } : {}),
      ...(availabilitySetId === "" ? {} : { availabilitySetId }),
    },
  };
}

function chosenPatch(row: PendingPatchRow): ChosenPatch {
  const { patchName, kbId, version, classifications, rebootBehavior, publishedAt } = row;
  return {
    name: patchName,
    ...(kbId === "" ? {} : { kbId }),
    ...(version === "" ? {} : { version }),
    classifications: classifications ?? [],
    rebootBehavior,
    publishedDate: publishedAt,
  };
}

function nameOf({ name, version }: ChosenPatch): string {
  return version === undefined ? name : `${name} ${version}`;
}

/** So many patches are named in a line. */
const namedPatches = 3;

function installs(patches: readonly ChosenPatch[] | undefined): string {
  if (patches === undefined) {
    return "Install what is asked for and missing";
  }
  const named = patches.slice(0, namedPatches).map(nameOf);
  const more = patches.length - named.length;
  const list = [...named, ...(more > 0 ? [`${more} more`] : [])].join(", ");
  return patches.length === 0
    ? "Install what is asked for, nothing by its last assessment"
    : `Install ${patches.length} ${patches.length === 1 ? "patch" : "patches"}: ${list}`;
}

function restarts(rebootSetting: string | undefined, mayRestart: boolean): string {
  if (rebootSetting === "Always") {
    return "restarts";
  }
  return mayRestart ? "may restart" : "does not restart";
}

function reasonFor({ row }: PatchMachine, chosen: readonly ChosenPatch[] | undefined): string {
  if (row.assessedAt === "") {
    return "Which patches are missing is not known: no assessment of the last 7 days is.";
  }
  const at = utcMinute(row.assessedAt);
  if (chosen !== undefined) {
    return `By its assessment at ${at}.`;
  }
  const { criticalAndSecurity, others } = missingCounts(row);
  return `Its assessment at ${at} found ${criticalAndSecurity} critical or security, ${others} other missing; the listing does not name them.`;
}

function notesFor(changes: readonly PlannedInstallation[], selection: PatchSelection): string[] {
  const { maximumDuration = "" } = termsOf(selection);
  const restarting = changes.filter(({ mayRestart }) => mayRestart).length;
  const together = changes.some(
    ({ place }) => place.zone !== undefined || place.availabilitySetId !== undefined,
  );
  const regions = new Set(changes.map(({ place }) => place.region.toLowerCase())).size;
  return [
    ...(changes.length === 0
      ? []
      : [
          `Each machine is given ${maximumDuration}; what there is no time for stays pending.`,
          restarting === 0
            ? "No machine restarts."
            : `${restarting} of ${changes.length} may restart, which ends what runs on them.`,
        ]),
    ...(together || regions > 1
      ? [
          "Machines of several update domains of an availability set, of several zones of a region, and of paired regions are not patched at the same time.",
        ]
      : []),
  ];
}
