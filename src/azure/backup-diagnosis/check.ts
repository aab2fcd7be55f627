import { type BackupCheckId, backupChecks } from "../backup-checks";
import { backupErrorOf } from "../backup-errors/catalogue";
import type { Told } from "./facts";

/** How a check stands: `unknown` when what it needs could not be read. */
export type BackupCheckState = "ok" | "warning" | "problem" | "unknown";

/** One thing that was looked at. */
export interface BackupCheck {
  readonly id: BackupCheckId;
  /** What should be. */
  readonly title: string;
  readonly state: BackupCheckState;
  /** What is, one or more sentences. */
  readonly detail: string;
  /** What to do, one sentence; left out where nothing is to be done. */
  readonly fix?: string;
}

export function ok(id: BackupCheckId, detail: string): BackupCheck {
  return { id, title: backupChecks[id], state: "ok", detail };
}

export function warning(id: BackupCheckId, detail: string, fix: string): BackupCheck {
  return { id, title: backupChecks[id], state: "warning", detail, fix };
}

export function problem(id: BackupCheckId, detail: string, fix: string): BackupCheck {
  return { id, title: backupChecks[id], state: "problem", detail, fix };
}

export function unknown(id: BackupCheckId, detail: string): BackupCheck {
  return { id, title: backupChecks[id], state: "unknown", detail };
}

/** Judges what was told; what was not told is unknown, with its reason. */
export function judged<T>(
  id: BackupCheckId,
  told: Told<T>,
  judge: (value: T) => BackupCheck,
): BackupCheck {
  return "value" in told ? judge(told.value) : unknown(id, told.reason);
}

/** The codes with which a backup fails when a check finds a problem, the likeliest first. */
export const codesOfChecks: Readonly<Record<BackupCheckId, readonly string[]>> = {
  protection: ["UserErrorBcmDatasourceNotPresent"],
  "other-vault": ["UserErrorBackupOperationInProgress"],
  "running-jobs": ["UserErrorBackupOperationInProgress"],
  policy: ["UserErrorRpCollectionLimitReached", "UserErrorUnsupportedDiskSize"],
  "job-duration": ["UserErrorBackupOperationInProgress"],
  "power-state": ["UserErrorVmNotInDesirableState"],
  "provisioning-state": ["UserErrorVmProvisioningStateFailed"],
  "agent-state": ["UserErrorGuestAgentStatusUnavailable"],
  "agent-version": ["GuestAgentSnapshotTaskStatusError"],
  "agent-heartbeat": ["UserErrorGuestAgentStatusUnavailable"],
  "power-heartbeat": ["GuestAgentSnapshotTaskStatusError"],
  extensions: ["UserErrorVmProvisioningStateFailed"],
  "snapshot-extension": ["UserErrorVmProvisioningStateFailed"],
  "snapshot-task": ["GuestAgentSnapshotTaskStatusError"],
  "ip-addresses": ["ExtensionSnapshotFailedNoNetwork"],
  "storage-reachable": ["ExtensionSnapshotFailedNoNetwork"],
  "disk-count": ["UserErrorUnsupportedDiskSize"],
  "disk-size": ["UserErrorUnsupportedDiskSize"],
  "key-vault": ["UserErrorKeyvaultPermissionsNotConfigured"],
  "restore-point-locks": ["UserErrorRpCollectionLimitReached", "UserErrorCrpReportedUserError"],
  "restore-point-count": ["UserErrorRpCollectionLimitReached"],
  "last-error": [],
};

/** Whether a check can find a cause of a code. */
export function explains(id: BackupCheckId, code: string): boolean {
  return (
    codesOfChecks[id].includes(code) ||
    (backupErrorOf(code)?.causes.some(({ checks }) => checks.includes(id)) ?? false)
  );
}
