import pMap from "p-map";
import { siteRecoveryUrl, vaultType } from "../../arm/api";
import { azureObject } from "../../arm/azure-object";
import { whenFree } from "../../arm/when-free";
import type { ArmRequest } from "../../arm/transport";
import { errorFinding, InvalidInputError, refuseErrors } from "../../azure/finding";
import { parseResourceId, subscriptionScope } from "../../azure/resource-id";
import { replicatedMachinesQuery } from "../../azure/resource-graph-queries";
import { changeEach, type ChangeEnd } from "../run/change-each";
import type { ChangeReport } from "../run/change-report";
import { describeScope, type FleetScope, isInScope, scopeFindings } from "../run/fleet-scope";
import {
  azureFleet,
  type FleetListing,
  type FleetSource,
  listedFleet,
  machinesIn,
} from "../run/fleet-source";
import { describedGraphRefusal } from "../run/graph-refusal";
import { begin, waitWithin } from "../run/long-running";
import type { OperationOptions } from "../run/options";
import { inRun, type Run } from "../run/run";
import { followJob, jobsUnderWay, type JobUnderWay } from "./jobs-under-way";
import {
  byName,
  machineOfItem,
  machineOfRow,
  readReplicatedMachines,
  type ReplicatedMachine,
} from "./replicated-items";
import {
  type AgentUpdateChange,
  type AgentUpdatePlan,
  agentUpdatePlan,
  reasonToSkip,
} from "./update-run-plan";
import { chosenVaults, vaultChoiceFindings } from "./vaults";

/** Which machines' agents are updated. */
export interface AgentUpdateInput {
  /** Ids of vaults. Defaults to every vault of the scope's subscriptions. */
  readonly vaultIds?: readonly string[];
  /** The machines, by what is known of the virtual machines. Defaults to all that the vaults replicate. */
  readonly scope?: FleetScope;
  /** Whether agents are updated that Azure says are the newest. Defaults to `false`. */
  readonly isForced?: boolean;
  /** Where the facts come from. Defaults to Azure. */
  readonly listing?: FleetListing;
}

/** Reads which agents can be updated, and says which are. Refuses a choice that lets no machine through. */
export function planAgentUpdates(
  options: OperationOptions,
  input: AgentUpdateInput = {},
): Promise<AgentUpdatePlan> {
  return inRun(options, async (run) => {
    const { vaultIds, scope = {}, isForced = false, listing } = input;
    const { subscriptions } = scope;
    refuseErrors("The choice of machines", [
      ...vaultChoiceFindings(vaultIds === undefined ? {} : { vaultIds }),
      ...scopeFindings(scope),
    ]);
    const source = listing === undefined ? azureFleet(run, subscriptions) : listedFleet(listing);
    const machines = await machinesOf(run, source, vaultIds, subscriptions);
    const chosen = machines.filter(await chosenBy(source, scope));
    if (chosen.length === 0) {
      throw new InvalidInputError("The choice of machines", [
        errorFinding(
          "EVG-SCOPE-014",
          "scope",
          `There is no replicated machine in ${describeScope(scope)}${vaultIds === undefined ? "" : `, in the vault ${vaultIds.join(" or ")}`}, or none that you may read.`,
          "Name another vault, machine, resource group or tag.",
        ),
      ]);
    }
    return agentUpdatePlan(chosen.sort(byName), source.takenAt, isForced);
  });
}

/**
 * Updates the agents of a plan, so many at a time as the options say. An update that an earlier run began is
 * followed, and an agent that has become the newest is left alone.
 */
export function updateAgents(
  options: OperationOptions,
  plan: AgentUpdatePlan,
): Promise<ChangeReport> {
  return inRun(options, async (run) => {
    const vaultIds = [...new Set(plan.changes.map(({ vaultId }) => vaultId))];
    const listed = await pMap(vaultIds, (vaultId) => jobsUnderWay(run, vaultId), {
      concurrency: run.atMost,
    });
    const jobs = new Map(listed.flatMap((each) => [...each]));
    return changeEach(run, plan, (change) => updateAgent(run, change, plan.isForced, jobs));
  });
}

const readItems = `${vaultType}/replicationProtectedItems/read`;

/** Vaults that are named are asked themselves, for what they say is newer than Resource Graph's. */
async function machinesOf(
  run: Run,
  source: FleetSource,
  vaultIds: readonly string[] | undefined,
  subscriptions: readonly string[] = [],
): Promise<ReplicatedMachine[]> {
  if (vaultIds === undefined || vaultIds.length === 0) {
    const rows = await source.rows(replicatedMachinesQuery()).catch((error: unknown) => {
      throw describedGraphRefusal(error, readItems, subscriptions.map(subscriptionScope));
    });
    return rows.map(machineOfRow);
  }
  const vaults = await chosenVaults(run, source, { vaultIds });
  if (source.isLive) {
    const read = await pMap(vaults, ({ id }) => readReplicatedMachines(run, id), {
      concurrency: run.atMost,
    });
    return read.flat();
  }
  const ids = new Set(vaults.map(({ id }) => id.toLowerCase()));
  return (await source.rows(replicatedMachinesQuery()))
    .filter(({ vaultId }) => ids.has(vaultId.toLowerCase()))
    .map(machineOfRow);
}

/** Whether a scope lets a machine through. Tags are Resource Graph's to tell. */
async function chosenBy(
  source: FleetSource,
  scope: FleetScope,
): Promise<(machine: ReplicatedMachine) => boolean> {
  if (Object.keys(scope.tags ?? {}).length > 0) {
    const rows = await machinesIn(source, scope);
    const ids = new Set(rows.map(({ id }) => id.toLowerCase()));
    return ({ machineId }) => ids.has(machineId.toLowerCase());
  }
  return ({ machineId }) => {
    if (machineId === "") {
      return Object.keys(scope).length === 0;
    }
    const { name, resourceGroupName = "", subscriptionId = "" } = parseResourceId(machineId);
    return isInScope(
      { id: machineId, name, resourceGroup: resourceGroupName, subscriptionId, tags: null },
      scope,
    );
  };
}

async function updateAgent(
  run: Run,
  change: AgentUpdateChange,
  isForced: boolean,
  jobs: ReadonlyMap<string, JobUnderWay>,
): Promise<ChangeEnd> {
  const { id, vaultId } = change;
  const job = jobs.get(id.toLowerCase());
  if (job !== undefined) {
    const end = await followJob(run, job);
    const isUnseen = end.state === "timedOut" || end.state === "underWay";
    if (isUnseen || job.scenarioName === "UpdateMobilityService") {
      return withRestart(end, change);
    }
  }
  const request: ArmRequest = {
    method: "POST",
    url: siteRecoveryUrl(id, "updateMobilityService"),
    body: { properties: {} },
  };
  const end = await whenFree<ChangeEnd>(
    async () => {
      const answer = await run.client.getOrUndefined(siteRecoveryUrl(id), run.signal);
      if (answer === undefined) {
        return { state: "failed", detail: "It is no longer replicated." };
      }
      const machine = machineOfItem(vaultId, azureObject(answer));
      const reason = reasonToSkip(machine, run.now(), isForced);
      if (reason === undefined) {
        return begin(run, request);
      }
      return machine.isUpdateRequired === false
        ? { state: "succeeded", detail: reason }
        : { state: "failed", detail: reason };
    },
    (milliseconds) => waitWithin(run, milliseconds),
  );
  return withRestart(end, change);
}

function withRestart(end: ChangeEnd, { isRestartNeeded }: AgentUpdateChange): ChangeEnd {
  return end.state === "succeeded" && isRestartNeeded
    ? { state: "succeeded", detail: "Restart the machine, so that the new agent is used." }
    : end;
}
