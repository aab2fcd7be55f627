import * as queries from "../azure/resource-graph-queries";
import type { GraphQuery } from "../azure/resource-graph-queries";
import { refuseErrors } from "../azure/finding";
import { describedRefusal } from "./patch/hidden";
import { type FleetListing, listingFormat } from "./run/fleet-source";
import { scopeFindings } from "./run/fleet-scope";
import type { OperationOptions } from "./run/options";
import { queryAll } from "./run/resource-graph";
import { inRun } from "./run/run";

/** Everything that day-2 work asks Azure Resource Graph, for all of the subscriptions. */
const listed: readonly GraphQuery<never>[] = [
  queries.machinesQuery(),
  queries.patchedMachinesQuery(),
  queries.schedulesQuery(),
  queries.scheduleAssignmentsQuery(),
  queries.vaultsQuery(),
  queries.replicatedMachinesQuery(),
  queries.backupItemsQuery(),
  queries.backupPoliciesQuery(),
  queries.backupJobsQuery({ days: 7 }),
];

/** What is listed of a fleet. */
export interface ListingInput {
  /** Ids. Defaults to the connection's subscription. */
  readonly subscriptions?: readonly string[];
  /**
   * Whether to list the patches that each machine lacks too, so that a plan of installations names them.
   * Defaults to `false`: they are many, a request for each thousand.
   */
  readonly withPatches?: boolean;
}

/**
 * Lists a fleet as it is now, for planning later without rights: see `--from`. The rows hold ids,
 * names, tags and settings of machines and vaults, and no secrets.
 */
export async function listFleet(
  options: OperationOptions,
  input: ListingInput = {},
): Promise<FleetListing> {
  const { subscriptions = [], withPatches = false } = input;
  refuseErrors("The listing", scopeFindings({ subscriptions }, ""));
  return inRun(options, async (run) => {
    const ids = run.subscriptionsOf(subscriptions);
    const answers: Record<string, readonly object[]> = {};
    for (const query of [...listed, ...(withPatches ? [queries.pendingPatchesQuery()] : [])]) {
      run.say(`Asking Azure Resource Graph for ${query.name}.`);
      answers[query.name] = await queryAll(run, query, ids).catch((error: unknown) => {
        throw describedRefusal(error, ids);
      });
    }
    return {
      format: listingFormat,
      takenAt: run.now().toISOString(),
      subscriptions: ids,
      queries: answers,
    };
  });
}
