import { nearestWords } from "../nearest-words";
import type { BackupError } from "./backup-error";
import { machineErrors } from "./machine-errors";
import { snapshotErrors } from "./snapshot-errors";

/** Every code of Azure Backup that is known here: those of snapshots first. */
export const backupErrors: readonly BackupError[] = [...snapshotErrors, ...machineErrors];

/** What a code means; compared without case. `undefined` when it is not known. */
export function backupErrorOf(code: string): BackupError | undefined {
  return backupErrors.find((error) => error.code.toLowerCase() === code.trim().toLowerCase());
}

/** Known codes that are written like an unknown one. */
export function similarBackupErrors(code: string): string {
  return nearestWords(
    code,
    backupErrors.map((error) => error.code),
  );
}
