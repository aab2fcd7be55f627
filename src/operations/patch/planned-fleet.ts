import { type Finding, refuseErrors } from "../../azure/finding";
import { type FleetScope, noMachineError, scopeFindings } from "../run/fleet-scope";
import { azureFleet, type FleetListing, type FleetSource, listedFleet } from "../run/fleet-source";
import type { OperationOptions } from "../run/options";
import { inRun, type Run } from "../run/run";
import { describedRefusal, lackedReads } from "./hidden";
import { type PatchMachine, readPatchMachines } from "./machines";
import { powerWord } from "./problem";

/** For which machines something is planned. */
export interface PlanInput {
  readonly scope?: FleetScope;
  /** A saved listing instead of Azure; what is planned from it can be read and not carried out. */
  readonly listing?: FleetListing;
}

/** The machines of a scope, there is at least one, and where they come from. */
export interface PlannedFleet {
  readonly source: FleetSource;
  readonly machines: readonly PatchMachine[];
  /** Whether the caller may not read schedules. */
  readonly schedulesHidden: boolean;
  /** Whether there is any schedule or assignment, in the scope or not. */
  readonly anyScheduleSeen: boolean;
  /** What cannot be seen, as sentences. */
  readonly notes: readonly string[];
}

/**
 * Reads the machines of a scope for a plan. Throws `InvalidInputError` for wrong input, all of it at
 * once, and where the scope lets no machine through.
 *
 * @param findings - What else is wrong with the input.
 */
export async function planFor<Plan>(
  options: OperationOptions,
  { scope = {}, listing }: PlanInput,
  findings: readonly Finding[],
  plan: (fleet: PlannedFleet) => Plan | Promise<Plan>,
): Promise<Plan> {
  refuseErrors("The input", [...scopeFindings(scope), ...findings]);
  if (listing !== undefined) {
    return readFleet(listedFleet(listing), scope, undefined).then(plan);
  }
  return inRun(options, async (run) => {
    return plan(await readFleet(azureFleet(run, scope.subscriptions), scope, run));
  });
}

/**
 * Reads the machines of a scope. Throws where it lets none through, or where the caller may see none.
 *
 * @param run - `undefined` for a listing.
 */
export async function readFleet(
  source: FleetSource,
  scope: FleetScope,
  run: Run | undefined,
): Promise<PlannedFleet> {
  const { subscriptions = [] } = scope;
  const hidden = async (what: Parameters<typeof lackedReads>[2]): Promise<string[]> =>
    run === undefined ? [] : lackedReads(run, subscriptions, what);
  const notes: string[] = [];
  run?.say("Asking Azure Resource Graph for the machines, their patches and their schedules.");
  const { machines, anyScheduleSeen } = await readPatchMachines(source, scope, async () => {
    notes.push(...(await hidden("schedules")));
    return notes.length > 0;
  }).catch((error: unknown) => {
    throw describedRefusal(error, subscriptions);
  });
  if (machines.length === 0) {
    throw noMachineError(scope, await hidden("machines"));
  }
  return { source, machines, schedulesHidden: notes.length > 0, anyScheduleSeen, notes };
}

/** Why nothing can be looked up or installed on a machine now; `undefined` when nothing is in the way. */
export function onDemandObstacle({ row, settings }: PatchMachine): string | undefined {
  if (row.powerState !== "PowerState/running") {
    return `It is ${powerWord(row.powerState)}: start it first.`;
  }
  return settings.provisionVmAgent === false
    ? "provisionVMAgent is false: without the agent Azure can neither look for patches nor install any."
    : undefined;
}
