/**
 * What Azure does and publishes no number for. Each can be set, and each is told as assumed wherever
 * the simulated Azure describes itself.
 */
export interface Assumptions {
  /** Hour, in a machine's own time zone, at which its off-peak hours begin: `0` to `23`. */
  readonly offPeakFromHour: number;
  /** Hour, in a machine's own time zone, at which its off-peak hours end: `0` to `23`. */
  readonly offPeakToHour: number;
  /** Seconds until the agent of a machine that has started reports. */
  readonly agentStartsInSeconds: number;
  /** Seconds from the enabling of replication to a protected machine. */
  readonly firstReplicationInSeconds: number;
  /** Seconds that the snapshot of a backup takes; only so long it can be cancelled. */
  readonly backupSnapshotInSeconds: number;
  /** Seconds that the transfer of a backup to its vault takes. */
  readonly backupTransferInSeconds: number;
  /** Hours from a backup that finds a lock gone until the restore points that it held are cleaned up. */
  readonly restorePointCleanUpInHours: number;
  /** Hour, in UTC, at which the policy that each vault has backs up: `0` to `23`. */
  readonly defaultBackupHour: number;
  /** Seconds that a preview provider registration takes. */
  readonly providerRegistrationInSeconds: number;
  /** Seconds that an automation job spends in each state in which it only waits, such as New and Activating. */
  readonly automationJobQueuesInSeconds: number;
  /** Seconds that an automation job runs. */
  readonly automationJobRunsInSeconds: number;
  /** Seconds in which the content of a runbook is written or published. */
  readonly automationContentInSeconds: number;
  /** Seconds until an automation module or package is imported. */
  readonly automationModuleImportInSeconds: number;
  /** Largest number of automation accounts in one region: 10 under an Enterprise Agreement, fewer otherwise. */
  readonly automationAccountsPerRegion: number;
  /** Seconds in which a scheduled run has patched a machine, where nothing tells otherwise. */
  readonly scheduledPatchingInSeconds: number;
  /** Days that a vault keeps its Site Recovery events, and jobs that have ended. */
  readonly siteRecoveryRecordsKeptInDays: number;
}

export const defaultAssumptions: Assumptions = {
  offPeakFromHour: 22,
  offPeakToHour: 6,
  agentStartsInSeconds: 60,
  firstReplicationInSeconds: 1800,
  backupSnapshotInSeconds: 300,
  backupTransferInSeconds: 3600,
  restorePointCleanUpInHours: 4,
  defaultBackupHour: 22,
  providerRegistrationInSeconds: 30,
  automationJobQueuesInSeconds: 10,
  automationJobRunsInSeconds: 60,
  automationContentInSeconds: 4,
  automationModuleImportInSeconds: 120,
  automationAccountsPerRegion: 10,
  scheduledPatchingInSeconds: 1800,
  siteRecoveryRecordsKeptInDays: 90,
};
