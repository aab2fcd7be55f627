import { virtualMachineType, vaultType } from "../../arm/api";
import { errorFinding, type Finding, InvalidInputError, refuseErrors } from "../../azure/finding";
import { parseResourceId, resourceIdFindings, sameId } from "../../azure/resource-id";
import {
  type BackupItemRow,
  backupItemsQuery,
  vaultsQuery,
} from "../../azure/resource-graph-queries";
import { describeScope, type FleetScope, isInScope, scopeFindings } from "../run/fleet-scope";
import { machinesIn } from "../run/fleet-source";
import { itemRead } from "./backup-run";
import type { BackupSource } from "./backup-source";
import { machineWithId } from "./machine";
import type { ProtectedItem } from "./protected-item";

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

/**
 * Finds the machines that are chosen among those that vaults know. Throws {@linkcode InvalidInputError}
 * for a vault or a machine that is not there and for a choice that matches nothing.
 */
export async function chosenMachines(
  source: BackupSource,
  choice: BackupChoice,
): Promise<ChosenMachine[]> {
  const { machines = [], scope = {}, vaults = [] } = choice;
  refuseErrors("The choice of machines", [
    ...scopeFindings(scope),
    ...machines
      .filter((named) => named.includes("/"))
      .flatMap((id) => resourceIdFindings(id, "machine", virtualMachineType)),
  ]);
  const vaultIds = vaults.length === 0 ? undefined : await vaultIdsOf(source, vaults);
  const query = backupItemsQuery(vaultIds === undefined ? {} : { vaultIds });
  const [rows, allowed] = await Promise.all([
    source.fleet.rows(query),
    machinesWithTags(source, scope),
  ]);
  const inScope = rows.filter(
    (row) =>
      row.machineId !== "" &&
      // A listing is not filtered by the query.
      (vaultIds?.some((id) => sameId(id, row.vaultId)) ?? true) &&
      (allowed?.has(row.machineId) ?? true) &&
      isInScope({ ...machineWithId(row.machineId), tags: null }, { ...scope, tags: {} }),
  );
  const chosen =
    machines.length === 0
      ? inScope
      : inScope.filter((row) => machines.some((named) => isNamed(row, named)));
  refuseMissing(choice, chosen);
  return groupedByMachine(await source.items(chosen));
}

/** Ids of vaults by their names or ids. */
export async function vaultIdsOf(
  { fleet, subscriptions }: BackupSource,
  vaults: readonly string[],
): Promise<string[]> {
  const known = await fleet.rows(vaultsQuery());
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
          `There is no vault "${named}" in ${describeScope({ subscriptions })} that you may read.`,
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
async function machinesWithTags(
  { fleet }: BackupSource,
  scope: FleetScope,
): Promise<Set<string> | undefined> {
  if (Object.keys(scope.tags ?? {}).length === 0) {
    return undefined;
  }
  const rows = await machinesIn(fleet, scope);
  return new Set(rows.map(({ id }) => id.toLowerCase()));
}

function isNamed(row: BackupItemRow, named: string): boolean {
  return named.includes("/")
    ? sameId(row.machineId, named)
    : parseResourceId(row.machineId).name.toLowerCase() === named.toLowerCase();
}

/** Azure Resource Graph leaves out what may not be read, and refuses nobody. */
const itemsHidden = `It takes the action ${itemRead} at the vault to see it, which rolePresets.backupOperator grants.`;

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
      `See how it is written, and with \`evergreen backup status\` whether it is protected. ${itemsHidden}`,
    ),
  );
  if (machines.length === 0 && rows.length === 0) {
    findings.push(
      errorFinding(
        "EVG-BACKUP-074",
        "scope",
        `No vault that you may read backs up a machine in ${describeScope(scope)}.`,
        `See the filters, and with \`evergreen backup status\` what is protected. ${itemsHidden}`,
      ),
    );
  }
  if (findings.length > 0) {
    throw new InvalidInputError("The choice of machines", findings);
  }
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
