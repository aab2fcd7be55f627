import { virtualMachineType, vaultType } from "../../arm/api";
import { errorFinding, type Finding, InvalidInputError, refuseErrors } from "../../azure/finding";
import { parseResourceId, resourceIdFindings, sameId } from "../../azure/resource-id";
import {
  type BackupItemRow,
  backupItemsQuery,
  vaultsQuery,
} from "../../azure/resource-graph-queries";
import { describeScope, type FleetScope, isInScope, scopeFindings } from "../run/fleet-scope";
import { azureFleet, machinesIn } from "../run/fleet-source";
import { queryAll } from "../run/resource-graph";
import type { Run } from "../run/run";
import { machineWithId } from "./machine";
import { itemsOfVault, type ProtectedItem, readProtectedItem } from "./protected-item";

/** Which backed-up machines an operation is about. */
export interface BackupChoice {
  /** Names or ids of machines; each must be there. Defaults to all that the scope lets through. */
  readonly machines?: readonly string[];
  readonly scope?: FleetScope;
  /** Names or ids of vaults. Defaults to every vault. */
  readonly vaults?: readonly string[];
}

/** A machine and its items in the vaults, as the vaults tell them now. */
export interface ChosenMachine {
  readonly id: string;
  readonly name: string;
  readonly items: readonly ProtectedItem[];
}

/** Up to so many items are read one by one; beyond, whole vaults are listed. */
const mostReadAlone = 20;

/**
 * Finds the machines that are chosen among those that vaults know. Throws {@linkcode InvalidInputError}
 * for a vault or a machine that is not there and for a choice that matches nothing.
 */
export async function chosenMachines(run: Run, choice: BackupChoice): Promise<ChosenMachine[]> {
  const { machines = [], scope = {}, vaults = [] } = choice;
  refuseErrors("The choice of machines", [
    ...scopeFindings(scope),
    ...machines
      .filter((named) => named.includes("/"))
      .flatMap((id) => resourceIdFindings(id, "machine", virtualMachineType)),
  ]);
  const vaultIds = vaults.length === 0 ? undefined : await vaultIdsOf(run, vaults, scope);
  const query = backupItemsQuery(vaultIds === undefined ? {} : { vaultIds });
  const [rows, allowed] = await Promise.all([
    queryAll(run, query, scope.subscriptions),
    machinesWithTags(run, scope),
  ]);
  const inScope = rows.filter(
    (row) =>
      row.machineId !== "" &&
      (allowed?.has(row.machineId) ?? true) &&
      isInScope({ ...machineWithId(row.machineId), tags: null }, { ...scope, tags: {} }),
  );
  const chosen =
    machines.length === 0
      ? inScope
      : inScope.filter((row) => machines.some((named) => isNamed(row, named)));
  refuseMissing(choice, chosen);
  return groupedByMachine(await liveItems(run, chosen));
}

/** Ids of vaults by their names or ids. */
export async function vaultIdsOf(
  run: Run,
  vaults: readonly string[],
  scope: FleetScope,
): Promise<string[]> {
  const known = await queryAll(run, vaultsQuery(), scope.subscriptions);
  const findings: Finding[] = [];
  const ids = vaults.flatMap((named) => {
    if (named.includes("/")) {
      findings.push(...resourceIdFindings(named, "vault", vaultType));
    }
    const found = known.filter(({ id, name }) =>
      named.includes("/") ? sameId(id, named) : name.toLowerCase() === named.toLowerCase(),
    );
    if (found.length === 0 && findings.length === 0) {
      const names = known.map(({ name }) => name).join(", ");
      findings.push(
        errorFinding(
          "EVG-BACKUP-075",
          "vault",
          `There is no vault "${named}" in ${describeScope({ subscriptions: scope.subscriptions ?? [run.connection.subscriptionId] })} that you may read.`,
          names === ""
            ? "You may read no vault there: see --subscription."
            : `There are: ${names}.`,
        ),
      );
    }
    return found.map(({ id }) => id);
  });
  refuseErrors("The choice of vaults", findings);
  return ids;
}

/** Tags stand on machines, not on what vaults keep: only a scope of tags asks for the machines. */
async function machinesWithTags(run: Run, scope: FleetScope): Promise<Set<string> | undefined> {
  if (Object.keys(scope.tags ?? {}).length === 0) {
    return undefined;
  }
  const rows = await machinesIn(azureFleet(run, scope.subscriptions), scope);
  return new Set(rows.map(({ id }) => id.toLowerCase()));
}

function isNamed(row: BackupItemRow, named: string): boolean {
  return named.includes("/")
    ? sameId(row.machineId, named)
    : parseResourceId(row.machineId).name.toLowerCase() === named.toLowerCase();
}

function refuseMissing(
  { machines = [], scope = {} }: BackupChoice,
  rows: readonly BackupItemRow[],
) {
  const missing = machines.filter((named) => !rows.some((row) => isNamed(row, named)));
  const findings = missing.map((named) =>
    errorFinding(
      "EVG-BACKUP-073",
      "machine",
      `No vault that you may read backs up "${named}" in ${describeScope(scope)}.`,
      "See how it is written, and with `evergreen backup status` whether it is protected.",
    ),
  );
  if (machines.length === 0 && rows.length === 0) {
    findings.push(
      errorFinding(
        "EVG-BACKUP-074",
        "scope",
        `No vault that you may read backs up a machine in ${describeScope(scope)}.`,
        "See the filters, and with `evergreen backup status` what is protected.",
      ),
    );
  }
  if (findings.length > 0) {
    throw new InvalidInputError("The choice of machines", findings);
  }
}

/** The items as their vaults tell them now: Azure Resource Graph may be some minutes behind. */
async function liveItems(run: Run, rows: readonly BackupItemRow[]): Promise<ProtectedItem[]> {
  if (rows.length <= mostReadAlone) {
    const items = await Promise.all(rows.map(({ id }) => readProtectedItem(run, id)));
    return items.filter((item) => item !== undefined);
  }
  const wanted = new Set(rows.map(({ id }) => id.toLowerCase()));
  const vaultIds = [...new Set(rows.map(({ vaultId }) => vaultId))];
  const lists = await Promise.all(vaultIds.map((id) => itemsOfVault(run, id)));
  return lists.flat().filter(({ id }) => wanted.has(id.toLowerCase()));
}

function groupedByMachine(items: readonly ProtectedItem[]): ChosenMachine[] {
  const groups = new Map<string, ProtectedItem[]>();
  for (const item of items) {
    const key = item.machineId.toLowerCase();
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()].map((all) => ({
    id: all[0]?.machineId ?? "",
    name: all[0]?.machineName ?? "",
    items: all,
  }));
}
