import { virtualMachineType } from "../../arm/api";
import { errorFinding, InvalidInputError } from "../../azure/finding";
import type { PatchCoverage } from "../../azure/patch-coverage";
import { resourceIdFindings } from "../../azure/resource-id";
import { patchedMachinesQuery } from "../../azure/resource-graph-queries";
import type { FleetScope } from "../run/fleet-scope";
import { describeError } from "../run/operation-error";
import type { OperationOptions } from "../run/options";
import { queryAll } from "../run/resource-graph";
import { inRun, type Run } from "../run/run";
import { type PatchInstanceView, readInstanceView } from "./instance-view";
import { readLastScheduledRun } from "./last-scheduled-run";
import type { PatchMachine } from "./machines";
import { planFor } from "./planned-fleet";
import type { ExplainedMachine, PatchRequirement } from "./requirement";
import { patchRequirements } from "./requirements";
import { hasAssessed } from "./source-requirements";
import { defaultStaleAfterInHours } from "./status";
import { readWayOut } from "./way-out";

/** Whether a machine is patched, requirement by requirement. */
export interface PatchExplanation {
  readonly id: string;
  readonly name: string;
  /** When it was true, ISO 8601. */
  readonly takenAt: string;
  readonly patchedBy: PatchCoverage["patchedBy"];
  /** Why, a sentence. */
  readonly reason: string;
  /** In the order in which one looks at them. */
  readonly requirements: readonly PatchRequirement[];
  /** What could not be seen, as sentences. */
  readonly notes: readonly string[];
}

export interface PatchExplanationInput {
  /** Name or id. */
  readonly machine: string;
  /** Where a name is looked for. */
  readonly scope?: FleetScope;
  /** Age from which an assessment counts as old. Defaults to `48`. */
  readonly staleAfterInHours?: number;
  /**
   * Name of a tag in which your machines tell their patch source, for example `wsus` or the name of a
   * repository: by it machines of one set are compared. Defaults to none.
   */
  readonly sourceTag?: string;
}

/**
 * Walks through all that patching one machine takes. Changes nothing. Throws `InvalidInputError` where
 * no machine has the name, or several have.
 */
export async function explainPatching(
  options: OperationOptions,
  input: PatchExplanationInput,
): Promise<PatchExplanation> {
  const { machine: named, scope = {}, staleAfterInHours = defaultStaleAfterInHours } = input;
  const isId = named.includes("/");
  const wanted = isId ? { ids: [named] } : { names: [named] };
  const findings = isId ? resourceIdFindings(named, "machine", virtualMachineType) : [];
  const fleet = await planFor(
    options,
    { scope: { ...scope, ...wanted } },
    findings,
    (found) => found,
  );
  const [machine, ...others] = fleet.machines;
  if (machine === undefined || others.length > 0) {
    throw new InvalidInputError(`The machine "${named}"`, [
      errorFinding(
        "EVG-SCOPE-013",
        "machine",
        `${fleet.machines.length} machines have this name: ${fleet.machines.map(({ row }) => row.id).join(", ")}.`,
        "Give the id of one, or its --resource-group.",
      ),
    ]);
  }
  return inRun(options, async (run) => {
    const notes = [...fleet.notes];
    let view: PatchInstanceView | undefined;
    try {
      view = await readInstanceView(run, machine);
    } catch (error) {
      run.signal.throwIfAborted();
      notes.push(
        `The instance view of ${machine.row.name} cannot be read: ${describeError(error)}`,
      );
    }
    const seen: PatchMachine = view === undefined ? machine : { ...machine, row: view.row };
    const ofSet = await setOf(run, machine);
    const scheduledRun =
      machine.schedules.length === 0 ? undefined : await readLastScheduledRun(run, machine);
    const wayOut = hasAssessed({ machine: seen }) ? undefined : await readWayOut(run, machine);
    const now = run.now();
    const { sourceTag } = input;
    return {
      id: machine.row.id,
      name: machine.row.name,
      takenAt: now.toISOString(),
      patchedBy: machine.coverage.patchedBy,
      reason: machine.coverage.because,
      requirements: patchRequirements({
        ...{ machine: seen, view, now, staleAfterInHours, ofSet, scheduledRun, wayOut, sourceTag },
      }),
      notes,
    };
  });
}

/** The machines of the set that a machine is in. They stand in one resource group. */
async function setOf(run: Run, { row }: PatchMachine): Promise<ExplainedMachine["ofSet"]> {
  const setId = row.availabilitySetId || row.scaleSetId;
  if (setId === "") {
    return undefined;
  }
  const query = patchedMachinesQuery({ resourceGroups: [row.resourceGroup] });
  const all = await queryAll(run, query, [row.subscriptionId]);
  return {
    name: `the ${row.availabilitySetId === "" ? "scale set" : "availability set"} ${setId.slice(setId.lastIndexOf("/") + 1)}`,
    machines: all.filter((each) => (each.availabilitySetId || each.scaleSetId) === setId),
  };
}
