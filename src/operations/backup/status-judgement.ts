import { isActivelyBackedUp, wasBackedUp } from "../../azure/backup-jobs";
import { backupErrorOf } from "../../azure/backup-errors/catalogue";
import type { BackupJobRow } from "../../azure/resource-graph-queries";
import type { MachineBackupRow } from "../../azure/graph-backup-status-queries";
import { vaultHolding } from "../../azure/vault";
import { type BackupAttention, backupAttentions, fixOf } from "./attention";
import type { MachinePresence } from "./machine-presence";

/** A machine and what a vault keeps of it. */
export interface JudgedMachineRow extends MachineBackupRow {
  readonly machine: MachinePresence;
}

/** How the backups of one machine stand. */
export interface MachineBackupStatus {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly machine: MachinePresence;
  /** Whether a vault backs it up: it is not, once it is deleted. */
  readonly isProtected: boolean;
  /** Of `protectionStates`; `undefined` where no vault knows the machine. */
  readonly protectionState: string | undefined;
  readonly vaultName: string | undefined;
  readonly policyName: string | undefined;
  readonly lastBackupStatus: string | undefined;
  /** ISO 8601; `undefined` when there was none. */
  readonly lastBackupTime: string | undefined;
  readonly lastRecoveryPointAgeInHours: number | undefined;
  /** Code of the last failed job; `undefined` when the last backup succeeded. */
  readonly lastErrorCode: string | undefined;
  /** What the code means; `undefined` where it is not known. */
  readonly lastErrorMeaning: string | undefined;
  /** The gravest reason; `undefined` when all is well. */
  readonly attention: BackupAttention | undefined;
  /** What to do about it, a sentence; `undefined` when all is well. */
  readonly fix: string | undefined;
}

export interface StatusRules {
  readonly now: Date;
  /** Age in hours from which the last recovery point counts as old. */
  readonly staleAfterInHours: number;
}

/** One status for each machine: of several vaults that know it, the one that backs it up counts. */
export function machineBackupStatuses(
  rows: readonly JudgedMachineRow[],
  failedJobs: readonly BackupJobRow[],
  rules: StatusRules,
): MachineBackupStatus[] {
  const errors = lastErrors(failedJobs);
  const byMachine = new Map<string, JudgedMachineRow>();
  for (const row of rows) {
    const key = row.id.toLowerCase();
    const before = byMachine.get(key);
    if (before === undefined || rank(row) < rank(before)) {
      byMachine.set(key, row);
    }
  }
  return [...byMachine.values()]
    .map((row) => statusOf(row, errors, rules))
    .sort((one, other) => gravity(one) - gravity(other) || one.name.localeCompare(other.name));
}

function statusOf(
  row: JudgedMachineRow,
  errors: ReadonlyMap<string, string>,
  rules: StatusRules,
): MachineBackupStatus {
  const vaultId = vaultHolding(row.itemId);
  const known = <T>(value: T | "") => (value === "" ? undefined : value);
  const age = ageInHours(row.lastRecoveryPoint, rules.now);
  const hasFailed = /^Failed$/i.test(row.lastBackupStatus);
  const code = hasFailed ? errors.get(keyOf(vaultId ?? "", row.name)) : undefined;
  const attention = attentionOf(row, age, rules);
  return {
    id: row.id,
    name: row.name,
    resourceGroup: row.resourceGroup,
    machine: row.machine,
    isProtected: isActive(row) && row.machine !== "deleted",
    protectionState: known(row.protectionState),
    vaultName: vaultId?.split("/").at(-1),
    policyName: known(row.policyName),
    lastBackupStatus: known(row.lastBackupStatus),
    lastBackupTime: wasBackedUp(known(row.lastBackupTime)) ? row.lastBackupTime : undefined,
    lastRecoveryPointAgeInHours: age,
    lastErrorCode: code,
    lastErrorMeaning: code === undefined ? undefined : backupErrorOf(code)?.meaning,
    attention,
    fix: attention === undefined ? undefined : fixOf(attention, row.name),
  };
}

function attentionOf(
  row: JudgedMachineRow,
  age: number | undefined,
  { staleAfterInHours }: StatusRules,
): BackupAttention | undefined {
  if (row.itemId === "") {
    return "Unprotected";
  }
  if (row.machine === "deleted") {
    // Backups that are only kept of a machine that is gone are kept on purpose.
    return isActive(row) ? "MachineDeleted" : undefined;
  }
  if (row.isSoftDeleted === true) {
    return "Deleted";
  }
  if (!isActive(row)) {
    return "Stopped";
  }
  if (/^Failed$/i.test(row.lastBackupStatus)) {
    return "LastBackupFailed";
  }
  if (row.protectionState === "ProtectionError" || row.protectionState === "Invalid") {
    return "ProtectionError";
  }
  // A machine whose first backup is awaited has no recovery point yet.
  return age !== undefined && age >= staleAfterInHours ? "NoRecentBackup" : undefined;
}

function isActive({ itemId, protectionState, isSoftDeleted }: JudgedMachineRow): boolean {
  return (
    itemId !== "" && isActivelyBackedUp({ protectionState, isSoftDeleted: isSoftDeleted === true })
  );
}

function rank(row: JudgedMachineRow): number {
  return isActive(row) ? 0 : row.isSoftDeleted === true ? 2 : 1;
}

function gravity({ attention }: MachineBackupStatus): number {
  return attention === undefined ? backupAttentions.length : backupAttentions.indexOf(attention);
}

/** The last error of each machine of a vault. */
function lastErrors(jobs: readonly BackupJobRow[]): Map<string, string> {
  const sorted = [...jobs].sort((one, other) => one.startedAt.localeCompare(other.startedAt));
  return new Map(
    sorted
      .filter(({ status, operation }) => status === "Failed" && operation === "Backup")
      .map((job) => [
        keyOf(job.vaultId, job.machineName),
        job.errorTitle === "" ? job.errorCode : job.errorTitle,
      ]),
  );
}

function keyOf(vaultId: string, machineName: string): string {
  return `${vaultId}|${machineName}`.toLowerCase();
}

function ageInHours(time: string, now: Date): number | undefined {
  const age = (now.getTime() - Date.parse(time)) / 3_600_000;
  return Number.isNaN(age) || !wasBackedUp(time) ? undefined : Math.floor(age);
}
