import pMap from "p-map";
import { machineBackupsQuery } from "../../azure/graph-backup-status-queries";
import { parseResourceId } from "../../azure/resource-id";
import {
  type BackupItemRow,
  backupItemsQuery,
  backupItemsWithoutMachineQuery,
  machinesQuery,
} from "../../azure/resource-graph-queries";
import { type FleetScope, isInScope } from "../run/fleet-scope";
import type { FleetSource } from "../run/fleet-source";
import type { Run } from "../run/run";
import { whetherThere } from "./machine";
import type { JudgedMachineRow, MachinePresence } from "./status-judgement";

/** So many machines that are not seen are asked for themselves: of a fleet of them nobody may read any. */
const mostAskedFor = 20;

/** The machines of a scope with what vaults keep of them, and those that vaults alone know. */
export async function statusRows(
  run: Run,
  source: FleetSource,
  scope: FleetScope,
): Promise<JudgedMachineRow[]> {
  const [rows, items] = source.isLive ? await rowsNow(source, scope) : await rowsListed(source);
  const unseen = items
    .filter(({ machineId }) => machineId !== "")
    .map((item) => rowOfItem(item, "not seen"))
    .filter((row) => isInScope(row, scope));
  const asked = source.isLive ? unseen.slice(0, mostAskedFor) : [];
  const told = await pMap(asked, async (row) => presented(row, await whetherThere(run, row.id)), {
    concurrency: run.atMost,
  });
  return [
    ...rows.filter((row) => isInScope(row, scope)),
    ...told,
    ...unseen.filter((row) => !asked.includes(row)),
  ];
}

type Rows = readonly [readonly JudgedMachineRow[], readonly BackupItemRow[]];

/** Azure joins machines and items by itself. */
async function rowsNow(source: FleetSource, scope: FleetScope): Promise<Rows> {
  const [rows, items] = await Promise.all([
    source.rows(machineBackupsQuery(scope)),
    source.rows(backupItemsWithoutMachineQuery()),
  ]);
  return [rows.map((row) => ({ ...row, machine: "seen" })), items];
}

/** A listing has machines and items apart. */
async function rowsListed(source: FleetSource): Promise<Rows> {
  const [machines, items] = await Promise.all([
    source.rows(machinesQuery()),
    source.rows(backupItemsQuery()),
  ]);
  const byMachine = new Map<string, BackupItemRow[]>();
  for (const item of items) {
    byMachine.set(item.machineId, [...(byMachine.get(item.machineId) ?? []), item]);
  }
  const rows = machines.flatMap(({ id, name, resourceGroup, subscriptionId, location, tags }) => {
    const machine = { id, name, resourceGroup, subscriptionId, location, tags };
    const own = byMachine.get(id.toLowerCase()) ?? [undefined];
    byMachine.delete(id.toLowerCase());
    return own.map((item) => ({ ...machine, ...itemPart(item), machine: "seen" as const }));
  });
  return [rows, [...byMachine.values()].flat()];
}

function rowOfItem(item: BackupItemRow, machine: MachinePresence): JudgedMachineRow {
  const { resourceGroupName = "", subscriptionId = "" } = parseResourceId(item.machineId);
  return {
    id: item.machineId,
    name: item.friendlyName,
    resourceGroup: resourceGroupName,
    subscriptionId,
    location: "",
    tags: null,
    ...itemPart(item),
    machine,
  };
}

function presented(
  row: JudgedMachineRow,
  found: Awaited<ReturnType<typeof whetherThere>>,
): JudgedMachineRow {
  return {
    ...row,
    machine: ({ there: "seen", gone: "deleted", hidden: "not seen" } as const)[found],
  };
}

function itemPart(item: BackupItemRow | undefined) {
  return {
    itemId: item?.id ?? "",
    protectionState: item?.protectionState ?? "",
    lastBackupStatus: item?.lastBackupStatus ?? "",
    lastBackupTime: item?.lastBackupTime ?? "",
    lastRecoveryPoint: item?.lastRecoveryPoint ?? "",
    policyName: item?.policyName ?? "",
    isSoftDeleted: item?.isSoftDeleted ?? null,
  };
}
