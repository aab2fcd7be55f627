import { machineBackupsQuery } from "../../azure/graph-backup-status-queries";
import { parseResourceId } from "../../azure/resource-id";
import {
  type BackupItemRow,
  backupItemsQuery,
  machinesQuery,
} from "../../azure/resource-graph-queries";
import { type FleetScope, isInScope } from "../run/fleet-scope";
import type { FleetSource } from "../run/fleet-source";
import type { Run } from "../run/run";
import { itemsWithoutMachine, type MachinePresence, presenceOfUnseen } from "./machine-presence";
import type { JudgedMachineRow } from "./status-judgement";

/** The machines of a scope with what vaults keep of them, and those that vaults alone know. */
export async function statusRows(
  run: Run,
  source: FleetSource,
  scope: FleetScope,
): Promise<JudgedMachineRow[]> {
  const [rows, items] = await Promise.all([
    source.isLive ? rowsNow(source, scope) : rowsListed(source),
    itemsWithoutMachine(source),
  ]);
  const unseen = items
    .filter(({ machineId }) => machineId !== "")
    .map((item) => rowOfItem(item, "not seen"))
    .filter((row) => isInScope(row, scope));
  const presences = await presenceOfUnseen(
    run,
    source,
    unseen.map(({ id }) => id),
  );
  return [
    ...rows.filter((row) => isInScope(row, scope)),
    ...unseen.map((row) => ({
      ...row,
      machine: presences.get(row.id.toLowerCase()) ?? row.machine,
    })),
  ];
}

/** Azure joins machines and items by itself. */
async function rowsNow(source: FleetSource, scope: FleetScope): Promise<JudgedMachineRow[]> {
  const rows = await source.rows(machineBackupsQuery(scope));
  return rows.map((row) => ({ ...row, machine: "seen" }));
}

/** A listing has machines and items apart. */
async function rowsListed(source: FleetSource): Promise<JudgedMachineRow[]> {
  const [machines, items] = await Promise.all([
    source.rows(machinesQuery()),
    source.rows(backupItemsQuery()),
  ]);
  const byMachine = new Map<string, BackupItemRow[]>();
  for (const item of items) {
    byMachine.set(item.machineId, [...(byMachine.get(item.machineId) ?? []), item]);
  }
  return machines.flatMap(({ id, name, resourceGroup, subscriptionId, location, tags }) => {
    const machine = { id, name, resourceGroup, subscriptionId, location, tags };
    const own = byMachine.get(id.toLowerCase()) ?? [undefined];
    return own.map((item) => ({ ...machine, ...itemPart(item), machine: "seen" as const }));
  });
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
