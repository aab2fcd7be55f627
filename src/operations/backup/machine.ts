import { virtualMachineType } from "../../arm/api";
import { errorFinding, InvalidInputError, refuseErrors } from "../../azure/finding";
import { parseResourceId, resourceIdFindings } from "../../azure/resource-id";
import { backupItemsQuery } from "../../azure/resource-graph-queries";
import { describeScope, type FleetScope, isInScope, scopeFindings } from "../run/fleet-scope";
import { azureFleet, machinesIn } from "../run/fleet-source";
import { queryAll } from "../run/resource-graph";
import type { Run } from "../run/run";

/** A machine that somebody named. */
export interface NamedMachine {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly subscriptionId: string;
  /** For example `westeurope`; `undefined` where the machine was named by its id, or may not be read. */
  readonly location: string | undefined;
}

/** A machine as its id tells it. */
export function machineWithId(id: string, location?: string): NamedMachine {
  const { name, resourceGroupName = "", subscriptionId = "" } = parseResourceId(id);
  return { id, name, resourceGroup: resourceGroupName, subscriptionId, location };
}

/**
 * Finds a machine by its id or, in a scope, by its name. A machine that may not be read, or is gone,
 * is found by what a vault keeps of it. Throws {@linkcode InvalidInputError} for what is no id of a
 * machine, a name that nothing has and a name that several have.
 */
export async function findMachine(
  run: Run,
  named: string,
  scope: FleetScope = {},
): Promise<NamedMachine> {
  if (named.includes("/")) {
    refuseErrors("The machine", resourceIdFindings(named, "machine", virtualMachineType));
    return machineWithId(named.replace(/\/+$/, ""));
  }
  const subject = `The machine "${named}"`;
  refuseErrors(subject, scopeFindings({ ...scope, names: [named] }));
  const [machines, items] = await Promise.all([
    machinesIn(azureFleet(run, scope.subscriptions), { ...scope, names: [named] }),
    queryAll(run, backupItemsQuery({ machineNames: [named] }), scope.subscriptions),
  ]);
  const found = new Map(
    machines.map(({ id, location }) => [id.toLowerCase(), machineWithId(id, location)]),
  );
  for (const { machineId } of items) {
    const machine = machineId === "" ? undefined : machineWithId(machineId);
    // What a vault keeps tells no tags: a scope of tags is judged by the machines alone.
    if (
      machine !== undefined &&
      !found.has(machineId) &&
      isInScope({ ...machine, tags: null }, scope)
    ) {
      found.set(machineId, machine);
    }
  }
  const [machine, ...others] = [...found.values()];
  if (machine === undefined) {
    throw new InvalidInputError(subject, [
      errorFinding(
        "EVG-BACKUP-071",
        "machine",
        `No machine has this name in ${describeScope(scope)}, or you may not read it.`,
        "See how it is written and which subscription it is in, or give its id. It takes the action Microsoft.Compute/virtualMachines/read to see it, which rolePresets.backupDiagnostician grants.",
      ),
    ]);
  }
  if (others.length > 0) {
    throw new InvalidInputError(subject, [
      errorFinding(
        "EVG-BACKUP-072",
        "machine",
        `${others.length + 1} machines have this name: ${[machine, ...others].map(({ id }) => id).join(", ")}.`,
        "Give the id of one, or its --resource-group.",
      ),
    ]);
  }
  return machine;
}

/** Why nothing can be done about a machine that is not there. */
export function machineGoneError({ id, name }: Pick<NamedMachine, "id" | "name">): Error {
  return new InvalidInputError(`The machine "${name}"`, [
    errorFinding(
      "EVG-BACKUP-081",
      "machine",
      `There is no ${virtualMachineType} with the id ${id}.`,
      "See how the id is written; what a vault keeps of a machine that is deleted, `evergreen backup status` shows.",
    ),
  ]);
}
