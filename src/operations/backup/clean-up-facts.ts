import pMap from "p-map";
import { errorFinding, refuseErrors } from "../../azure/finding";
import {
  type CollectionRow,
  machinesQuery,
  restorePointCollectionsQuery,
} from "../../azure/resource-graph-queries";
import { type FleetScope, isInScope, scopeFindings } from "../run/fleet-scope";
import { queryAll } from "../run/resource-graph";
import type { Run } from "../run/run";
import type { CollectionPoints } from "./clean-up-steps";
import { collectionPoints } from "./collection-points";
import { type NamedMachine, machineWithId } from "./machine";
import { machinePresence } from "./machine-presence";
import type { OrphanFacts } from "./orphan-plan";

/** Reads the collections of a machine, found by their source wherever they stand. */
export async function collectionsOf(run: Run, machine: NamedMachine): Promise<CollectionPoints[]> {
  const rows = await queryAll(run, restorePointCollectionsQuery({ machineId: machine.id }), [
    machine.subscriptionId,
  ]);
  const read = await Promise.all(rows.map(({ id }) => collectionPoints(run, id)));
  return read.filter((collection) => collection !== undefined);
}

/**
 * Reads the collections whose machines Azure Resource Graph does not know, and asks for each of those
 * machines: one that merely may not be read is not gone.
 */
export async function orphansIn(run: Run, scope: FleetScope): Promise<OrphanFacts[]> {
  const subscriptions = run.subscriptionsOf(scope.subscriptions);
  refuseErrors("The scope", [
    ...scopeFindings(scope),
    ...(Object.keys(scope.tags ?? {}).length === 0
      ? []
      : [
          errorFinding(
            "EVG-BACKUP-080",
            "scope.tags",
            "Machines that are gone have no tags.",
            "Choose them by resource group or name.",
          ),
        ]),
  ]);
  const [rows, machines] = await Promise.all([
    queryAll(run, restorePointCollectionsQuery(), subscriptions),
    // Machines of every group: a collection stands in another one than its machine.
    queryAll(run, machinesQuery(), subscriptions),
  ]);
  const there = new Set(machines.map(({ id }) => id.toLowerCase()));
  const unknown = rows.filter(
    (row) => row.machineId !== "" && !there.has(row.machineId) && isInScope(machineOf(row), scope),
  );
  const read = await pMap(unknown, (row) => orphan(run, row), { concurrency: run.atMost });
  return read.filter((facts) => facts !== undefined);
}

/** What a scope is asked for: the machine's names and ids, and the group of the collection. */
function machineOf({ machineId, resourceGroup, subscriptionId }: CollectionRow) {
  const { id, name } = machineWithId(machineId);
  return { id, name, resourceGroup, subscriptionId, tags: null };
}

async function orphan(
  run: Run,
  { id, machineId }: CollectionRow,
): Promise<OrphanFacts | undefined> {
  const [collection, machine] = await Promise.all([
    collectionPoints(run, id),
    machinePresence(run, machineId),
  ]);
  return collection === undefined ? undefined : { collection, machineId, machine };
}
