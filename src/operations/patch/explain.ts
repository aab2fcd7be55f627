import { errorFinding, InvalidInputError } from "../../azure/finding";
import type { FleetScope } from "../run/fleet-scope";
import { describeError } from "../run/operation-error";
import type { OperationOptions } from "../run/options";
import { inRun } from "../run/run";
import { type PatchInstanceView, readInstanceView } from "./instance-view";
import type { PatchMachine } from "./machines";
import { planFor } from "./planned-fleet";
import { type PatchRequirement, patchRequirements } from "./requirements";
import { defaultStaleAfterInHours } from "./status";

/** Whether a machine is patched, requirement by requirement. */
export interface PatchExplanation {
  readonly id: string;
  readonly name: string;
  /** When it was true, ISO 8601. */
  readonly takenAt: string;
  /** `Platform`, `Schedule`, `OperatingSystem`, `Nobody` or `Unknown`. */
  readonly patchedBy: string;
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
  const wanted = named.includes("/") ? { ids: [named] } : { names: [named] };
  const fleet = await planFor(options, { scope: { ...scope, ...wanted } }, [], (found) => found);
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
    const now = run.now();
    return {
      id: machine.row.id,
      name: machine.row.name,
      takenAt: now.toISOString(),
      patchedBy: machine.coverage.patchedBy,
      reason: machine.coverage.because,
      requirements: patchRequirements({ machine: seen, view, now, staleAfterInHours }),
      notes,
    };
  });
}
