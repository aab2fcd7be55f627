import pMap from "p-map";
import { armUrl, virtualMachineApiVersion } from "../../arm/api";
import { mayBePatchedBeside, type RolloutMachine } from "../../azure/availability-first";
import { refuseErrors } from "../../azure/finding";
import type { PatchSelection } from "../../azure/patch-selection";
import { selectionFindings, selectionSystemFindings } from "../../azure/patch-selection-rules";
import { type PendingPatchRow, pendingPatchesQuery } from "../../azure/resource-graph-queries";
import { type ChangeEnd, changeBeside } from "../run/change-each";
import type { ChangeReport } from "../run/change-report";
import type { FleetScope } from "../run/fleet-scope";
import type { OperationOptions } from "../run/options";
import { inRun, type Run } from "../run/run";
import {
  type InstallationPlan,
  installationPlan,
  type PlannedInstallation,
} from "./installation-plan";
import {
  type InstallationResult,
  installationEnd,
  installationResult,
} from "./installation-result";
import { beginPatchWork, followPatchWork } from "./patch-result";
import { isUnderWay, obstacleIn, type PatchResult, readPatchView } from "./patch-view";
import { planFor, type PlanInput, type PlannedFleet } from "./planned-fleet";

/** What is to be installed, and on which machines. */
export interface InstallInput extends PlanInput {
  readonly selection?: PatchSelection;
}

/** What came of installations, with the result of each that ended. */
export interface InstallationReport extends ChangeReport {
  readonly results: readonly InstallationResult[];
}

/**
 * Plans to install patches on the machines of a scope. Reads and changes nothing. Throws
 * `InvalidInputError` for what Azure would refuse, all of it at once, and for filters that are for
 * a system of which there is no machine.
 */
export function planInstallation(
  options: OperationOptions,
  input: InstallInput = {},
): Promise<InstallationPlan> {
  const { selection = {}, scope = {} } = input;
  return planFor(options, input, selectionFindings(selection), async (fleet) => {
    const systems = new Set(fleet.machines.map(({ settings }) => settings.operatingSystem));
    refuseErrors("The selection", selectionSystemFindings(selection, systems));
    return installationPlan(fleet, selection, await missingPatches(fleet, scope));
  });
}

/** Up to so many machines are named to Azure Resource Graph; beyond, it is asked for whole groups. */
const mostNamed = 200;

/** What the machines lack; `undefined` where a listing does not hold it. */
async function missingPatches(
  { source, machines }: PlannedFleet,
  { resourceGroups }: FleetScope,
): Promise<readonly PendingPatchRow[] | undefined> {
  const query = pendingPatchesQuery({
    ...(resourceGroups === undefined ? {} : { resourceGroups }),
    ...(machines.length > mostNamed ? {} : { machineIds: machines.map(({ row }) => row.id) }),
  });
  return source.answers(query) ? source.rows(query) : undefined;
}

/**
 * Carries an installation out: at most so many machines at a time as the options say, and none beside
 * another that it could stand in for, as Azure does when it patches by itself. An installation that is
 * under way already is followed and not begun again.
 */
export function installPatches(
  options: OperationOptions,
  plan: InstallationPlan,
): Promise<InstallationReport> {
  return inRun(options, async (run) => {
    const first = await firstLook(run, plan);
    const results: InstallationResult[] = [];
    const inOrder = [...plan.changes].sort(
      (one, other) => Number(first.underWay.has(other.id)) - Number(first.underWay.has(one.id)),
    );
    const placeOf = placesIn(plan, first.updateDomains);
    const report = await changeBeside(
      run,
      { ...plan, changes: inOrder },
      async (change) => {
        const end = await install(run, change);
        if (!("result" in end)) {
          return end;
        }
        results.push(installationResult(change, end.result));
        return installationEnd(end.result, end.wasUnderWay);
      },
      (change, underWay) =>
        first.underWay.has(change.id) || mayBePatchedBeside(placeOf(change), underWay.map(placeOf)),
    );
    return { ...report, results: results.sort((one, other) => (one.id < other.id ? -1 : 1)) };
  });
}

/** What the machines are found at before anything is begun. */
interface FirstLook {
  /** Ids of machines on which an installation is under way. */
  readonly underWay: ReadonlySet<string>;
  /** By the machines' ids. */
  readonly updateDomains: ReadonlyMap<string, number>;
}

/** A machine that cannot be read is told of when it is its turn. */
async function firstLook(run: Run, plan: InstallationPlan): Promise<FirstLook> {
  const underWay = new Set<string>();
  const updateDomains = new Map<string, number>();
  run.say("Looking for installations that are under way.");
  await pMap(
    plan.changes,
    async ({ id }) => {
      const view = await readPatchView(run, id).catch(() => undefined);
      if (isUnderWay(view?.installation)) {
        underWay.add(id);
      }
      updateDomains.set(id, view?.updateDomain ?? 0);
    },
    { concurrency: run.atMost },
  );
  return { underWay, updateDomains };
}

/** Sets are counted by what is planned of them: of a part of one fewer machines are patched at a time. */
function placesIn(
  plan: InstallationPlan,
  updateDomains: ReadonlyMap<string, number>,
): (change: PlannedInstallation) => RolloutMachine {
  const sizes = new Map<string, number>();
  for (const { place } of plan.changes) {
    const id = place.availabilitySetId ?? "";
    sizes.set(id, (sizes.get(id) ?? 0) + 1);
  }
  return ({ id, place: { region, zone, availabilitySetId } }) => ({
    id,
    region,
    ...(zone === undefined ? {} : { zone }),
    ...(availabilitySetId === undefined
      ? {}
      : {
          availabilitySet: {
            id: availabilitySetId,
            updateDomain: updateDomains.get(id) ?? 0,
            machines: sizes.get(availabilitySetId) ?? 1,
          },
        }),
  });
}

async function install(
  run: Run,
  { id, name, request }: PlannedInstallation,
): Promise<ChangeEnd | { readonly result: PatchResult; readonly wasUnderWay: boolean }> {
  const view = await readPatchView(run, id);
  const wasUnderWay = isUnderWay(view.installation);
  const obstacle = obstacleIn(view);
  if (!wasUnderWay && obstacle !== undefined) {
    return { state: "failed", detail: obstacle };
  }
  if (wasUnderWay) {
    run.step({ id, name }, "running", "Follow the installation that is under way");
  }
  const url = armUrl(id, virtualMachineApiVersion, "installPatches");
  const work = wasUnderWay
    ? await followPatchWork(run, id, "installation")
    : await beginPatchWork(run, id, "installPatches", { url, body: request });
  return work.kind === "other" ? work.end : { result: work.result, wasUnderWay };
}
