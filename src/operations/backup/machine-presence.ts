import pMap from "p-map";
import { armUrl, virtualMachineApiVersion } from "../../arm/api";
import { ArmRequestError } from "../../arm/errors";
import {
  type BackupItemRow,
  backupItemsQuery,
  backupItemsWithoutMachineQuery,
  machinesQuery,
} from "../../azure/resource-graph-queries";
import type { FleetSource } from "../run/fleet-source";
import type { Run } from "../run/run";

/**
 * Whether a machine is there: `deleted` is certain. One that is `not seen` may not be read by whoever asks,
 * or was not asked for: a listing cannot be, nor more than so many one by one.
 */
export type MachinePresence = "seen" | "deleted" | "not seen";

/** So many machines that are not shown are asked for themselves: of a fleet of them nobody may read any. */
const mostAskedFor = 20;

/** What vaults keep of machines that a fleet does not show. */
export async function itemsWithoutMachine(fleet: FleetSource): Promise<readonly BackupItemRow[]> {
  if (fleet.isLive) {
    return fleet.rows(backupItemsWithoutMachineQuery());
  }
  const [machines, items] = await Promise.all([
    fleet.rows(machinesQuery()),
    fleet.rows(backupItemsQuery()),
  ]);
  const shown = new Set(machines.map(({ id }) => id.toLowerCase()));
  return items.filter(({ machineId }) => !shown.has(machineId));
}

/** Of some machines those that a fleet does not show, by their ids in lower case. */
export async function unseenAmong(
  run: Run,
  fleet: FleetSource,
  machineIds: readonly string[],
): Promise<ReadonlyMap<string, MachinePresence>> {
  const unseen = new Set((await itemsWithoutMachine(fleet)).map(({ machineId }) => machineId));
  return presenceOfUnseen(
    run,
    fleet,
    machineIds.filter((id) => unseen.has(id.toLowerCase())),
  );
}

/** Machines that a fleet does not show, by their ids in lower case: the first of them are asked for one by one. */
export async function presenceOfUnseen(
  run: Run,
  fleet: FleetSource,
  machineIds: readonly string[],
): Promise<ReadonlyMap<string, MachinePresence>> {
  const ids = [...new Set(machineIds.map((id) => id.toLowerCase()))];
  return new Map(
    await pMap(
      ids,
      async (id, index): Promise<[string, MachinePresence]> => [
        id,
        fleet.isLive && index < mostAskedFor ? await machinePresence(run, id) : "not seen",
      ],
      { concurrency: run.atMost },
    ),
  );
}

/** Asks Azure for the machine itself: Azure Resource Graph leaves out what may not be read. */
export async function machinePresence(run: Run, machineId: string): Promise<MachinePresence> {
  try {
    const url = armUrl(machineId, virtualMachineApiVersion);
    const answer = await run.client.getOrUndefined(url, run.signal);
    return answer === undefined ? "deleted" : "seen";
  } catch (error) {
    if (error instanceof ArmRequestError && error.status === 403) {
      return "not seen";
    }
    throw error;
  }
}
