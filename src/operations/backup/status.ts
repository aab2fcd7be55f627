import { refuseErrors } from "../../azure/finding";
import { backupJobsQuery } from "../../azure/resource-graph-queries";
import { describeScope, type FleetScope, noMachineError, scopeFindings } from "../run/fleet-scope";
import { azureFleet, type FleetListing, listedFleet } from "../run/fleet-source";
import type { OperationOptions } from "../run/options";
import { inBackupRun } from "./backup-run";
import { machineBackupStatuses, type MachineBackupStatus } from "./status-judgement";
import { statusRows } from "./status-rows";

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
  /** How many machines vaults know that are not seen: they may not be read, or are deleted. */
  readonly notSeen: number;
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
 * the jobs that failed. Machines that vaults alone know are shown too: up to twenty of them are asked for
 * one by one, whether they are deleted. Changes nothing.
 */
export function backupStatus(
  options: OperationOptions,
  input: BackupStatusInput = {},
): Promise<BackupStatus> {
  const { scope = {}, listing, staleAfterInHours = defaultBackupStaleAfterInHours } = input;
  refuseErrors("The input", scopeFindings(scope));
  return inBackupRun(options, async (run) => {
    const source =
      listing === undefined ? azureFleet(run, scope.subscriptions) : listedFleet(listing);
    const jobsQuery = backupJobsQuery({ days: errorDays, statuses: ["Failed"] });
    const [rows, jobs] = await Promise.all([
      statusRows(run, source, scope),
      source.rows(jobsQuery),
    ]);
    if (rows.length === 0) {
      throw noMachineError(scope);
    }
    const now = source.takenAt;
    const machines = machineBackupStatuses(rows, jobs, { now, staleAfterInHours });
    const isProtected = machines.filter((machine) => machine.isProtected).length;
    return {
      takenAt: now.toISOString(),
      scope: describeScope(scope),
      protected: isProtected,
      unprotected: machines.length - isProtected,
      notSeen: machines.filter(({ machine }) => machine === "not seen").length,
      needAttention: machines.filter(({ attention }) => attention !== undefined).length,
      machines,
      requests: run.requests,
    };
  });
}
