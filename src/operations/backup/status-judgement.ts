import { protectionOfState, wasBackedUp } from "../../azure/backup-jobs";
import { backupErrorOf } from "../../azure/backup-errors/catalogue";
import type { BackupJobRow } from "../../azure/resource-graph-queries";
import type { MachineBackupRow } from "../../azure/graph-backup-status-queries";
import { vaultHolding } from "../../azure/vault";

/** Why a machine's backups need attention. */
export type BackupAttention =
  "Unprotected" | "Deleted" | "Stopped" | "ProtectionError" | "LastBackupFailed" | "NoRecentBackup";

/** How the backups of one machine stand. */
export interface MachineBackupStatus {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
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
}

export interface StatusRules {
  readonly now: Date;
  /** Age in hours from which the last recovery point counts as old. */
  readonly staleAfterInHours: number;
}

/** One status for each machine: of several vaults that know it, the one that backs it up counts. */
export function machineBackupStatuses(
  rows: readonly MachineBackupRow[],
  failedJobs: readonly BackupJobRow[],
  rules: StatusRules,
): MachineBackupStatus[] {
  const errors = lastErrors(failedJobs);
  const byMachine = new Map<string, MachineBackupRow>();
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
  row: MachineBackupRow,
  errors: ReadonlyMap<string, string>,
  rules: StatusRules,
): MachineBackupStatus {
  const vaultId = vaultHolding(row.itemId);
  const known = <T>(value: T | "") => (value === "" ? undefined : value);
  const age = ageInHours(row.lastRecoveryPoint, rules.now);
  const hasFailed = /^Failed$/i.test(row.lastBackupStatus);
  const code = hasFailed ? errors.get(keyOf(vaultId ?? "", row.name)) : undefined;
  return {
    id: row.id,
    name: row.name,
    resourceGroup: row.resourceGroup,
    isProtected: isActive(row),
    protectionState: known(row.protectionState),
    vaultName: vaultId?.split("/").at(-1),
    policyName: known(row.policyName),
    lastBackupStatus: known(row.lastBackupStatus),
    lastBackupTime: wasBackedUp(known(row.lastBackupTime)) ? row.lastBackupTime : undefined,
    lastRecoveryPointAgeInHours: age,
    lastErrorCode: code,
    lastErrorMeaning: code === undefined ? undefined : backupErrorOf(code)?.meaning,
    attention: attentionOf(row, age, rules),
  };
}

const attentions: readonly BackupAttention[] = [
  "Unprotected",
  "Deleted",
  "LastBackupFailed",
  "ProtectionError",
  "NoRecentBackup",
  "Stopped",
];

function attentionOf(
  row: MachineBackupRow,
  age: number | undefined,
  { staleAfterInHours }: StatusRules,
): BackupAttention | undefined {
  if (row.itemId === "") {
    return "Unprotected";
  }
  if (row.isSoftDeleted === true) {
    return "Deleted";
  }
  if (protectionOfState(row.protectionState) !== "Active") {
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

function isActive(row: MachineBackupRow): boolean {
  return (
    row.itemId !== "" &&
    row.isSoftDeleted !== true &&
    protectionOfState(row.protectionState) === "Active"
  );
}

function rank(row: MachineBackupRow): number {
  return isActive(row) ? 0 : row.isSoftDeleted === true ? 2 : 1;
}

function gravity({ attention }: MachineBackupStatus): number {
  return attention === undefined ? attentions.length : attentions.indexOf(attention);
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
