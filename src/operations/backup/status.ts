import { refuseErrors } from "../../azure/finding";
import {
  machineBackupsQuery,
  type MachineBackupRow,
} from "../../azure/graph-backup-status-queries";
import {
  type BackupItemRow,
  backupItemsQuery,
  backupJobsQuery,
  machinesQuery,
} from "../../azure/resource-graph-queries";
import {
  describeScope,
  type FleetScope,
  isInScope,
  noMachineError,
  scopeFindings,
} from "../run/fleet-scope";
import { azureFleet, type FleetListing, type FleetSource, listedFleet } from "../run/fleet-source";
import type { OperationOptions } from "../run/options";
import { inRun } from "../run/run";
import { machineBackupStatuses, type MachineBackupStatus } from "./status-judgement";

export interface BackupStatusInput {
  readonly scope?: FleetScope;
  /** A saved listing instead of Azure. */
  readonly listing?: FleetListing;
  /** Age in hours from which the last recovery point counts as old. Defaults to `48`: a daily backup was missed. */
  readonly staleAfterInHours?: number;
}

/** How a fleet's backups stand. */
export interface BackupStatus {
  /** When it was so. ISO 8601, UTC. */
  readonly takenAt: string;
  /** The machines that were asked for, in words. */
  readonly scope: string;
  readonly protected: number;
  readonly unprotected: number;
  readonly needAttention: number;
  /** Those that need attention most first. */
  readonly machines: readonly MachineBackupStatus[];
  /** Requests that it took. */
  readonly requests: number;
}

/** Days in which the last error of a machine is looked for. */
const errorDays = 7;

export const defaultBackupStaleAfterInHours = 48;

/**
 * How the backups of a fleet stand: out of Azure Resource Graph, a thousand machines a request, and
 * the jobs that failed. Changes nothing.
 */
export function backupStatus(
  options: OperationOptions,
  input: BackupStatusInput = {},
): Promise<BackupStatus> {
  const { scope = {}, listing, staleAfterInHours = defaultBackupStaleAfterInHours } = input;
  refuseErrors("The input", scopeFindings(scope));
  return inRun(options, async (run) => {
    const source =
      listing === undefined ? azureFleet(run, scope.subscriptions) : listedFleet(listing);
    const jobsQuery = backupJobsQuery({ days: errorDays, statuses: ["Failed"] });
    const [rows, jobs] = await Promise.all([machineRows(source, scope), source.rows(jobsQuery)]);
    const inScope = rows.filter((row) => isInScope(row, scope));
    if (inScope.length === 0) {
      throw noMachineError(scope);
    }
    const now = source.takenAt;
    const machines = machineBackupStatuses(inScope, jobs, { now, staleAfterInHours });
    const isProtected = machines.filter((machine) => machine.isProtected).length;
    return {
      takenAt: now.toISOString(),
      scope: describeScope(scope),
      protected: isProtected,
      unprotected: machines.length - isProtected,
      needAttention: machines.filter(({ attention }) => attention !== undefined).length,
      machines,
      requests: run.requests,
    };
  });
}

/** Azure joins machines and items by itself; a listing has them apart. */
async function machineRows(
  source: FleetSource,
  scope: FleetScope,
): Promise<readonly MachineBackupRow[]> {
  if (source.isLive) {
    return source.rows(machineBackupsQuery(scope));
  }
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
    return own.map((item) => ({ ...machine, ...itemPart(item) }));
  });
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
