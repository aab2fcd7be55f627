import { assumedOffPeakHours } from "../azure/off-peak";

/**
 * What Azure does and publishes no number for. Each can be set, and each is told as assumed wherever
 * the simulated Azure describes itself.
 */
export interface Assumptions {
  /** Hour, in a machine's own time zone, at which its off-peak hours begin: `0` to `23`. */
  readonly offPeakFromHour: number;
  /** Hour, in a machine's own time zone, at which its off-peak hours end: `0` to `23`. */
  readonly offPeakToHour: number;
  /** Off-peak minutes that switching the platform's patching on takes; Azure says "more than three hours". */
  readonly patchingEnabledInMinutes: number;
  /** Days between two assessments of a machine that the platform patches; Azure says "every few days". */
  readonly platformAssessmentEveryInDays: number;
  /** Off-peak nights after which it is the turn of the other regions of each pair to be patched. */
  readonly patchRolloutPhaseInNights: number;
  /** Largest part of a region's machines outside availability sets that is patched at a time: `1` to `100`. */
  readonly largestPatchBatchInPercent: number;
  /** Seconds until the agent of a machine that has started reports. */
  readonly agentStartsInSeconds: number;
  /** Most fault domains of managed disks in a region that the published list does not name: `1` to `3`. */
  readonly faultDomainsOfUnlistedRegions: number;
  /** Version of every marketplace image that is listed. */
  readonly marketplaceImageVersion: string;
  /** Seconds from the enabling of replication to a protected machine. */
  readonly firstReplicationInSeconds: number;
  /** Minutes after which a data disk that was attached is replicated, where its machine's item wants that: `1` or more. */
  readonly dataDisksProtectedAfterInMinutes: number;
  /** Seconds that the snapshot of a backup takes; only so long it can be cancelled. */
  readonly backupSnapshotInSeconds: number;
  /** Seconds that the transfer of a backup to its vault takes. */
  readonly backupTransferInSeconds: number;
  /** Seconds that a restore from a snapshot takes. */
  readonly restoreFromSnapshotInSeconds: number;
  /** Seconds that a restore from the vault takes. */
  readonly restoreFromVaultInSeconds: number;
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
  /** Minutes after which Azure Policy has looked at what an assignment reaches for the first time. */
  readonly policyEvaluationInMinutes: number;
  /** Seconds in which a scheduled run has patched a machine, where nothing tells otherwise. */
  readonly scheduledPatchingInSeconds: number;
  /** Day of the month on which Site Recovery's mobility agent has its monthly release, at 00:00 UTC: `1` to `28`. */
  readonly mobilityAgentReleaseDay: number;
  /** Minutes without a heartbeat of the mobility agent until a protected item tells of it. */
  readonly mobilityAgentMissedAfterInMinutes: number;
  /** Seconds that the newest recovery point of a machine is old that replicates well. */
  readonly recoveryPointObjectiveInSeconds: number;
  /** Whether agent auto-update goes on with a retired Run As account until its certificate ends; one of Microsoft's pages says that updates fail. */
  readonly runAsAccountsWorkAfterRetirement: boolean;
  /** Days that a vault keeps its Site Recovery events, and jobs that have ended. */
  readonly siteRecoveryRecordsKeptInDays: number;
  /** Hours for which the status of an operation that has ended can be asked for. */
  readonly operationStatusKeptInHours: number;
}

export const defaultAssumptions: Assumptions = {
  offPeakFromHour: assumedOffPeakHours.fromHour,
  offPeakToHour: assumedOffPeakHours.toHour,
  patchingEnabledInMinutes: 180,
  platformAssessmentEveryInDays: 3,
  patchRolloutPhaseInNights: 1,
  largestPatchBatchInPercent: 20,
  agentStartsInSeconds: 60,
  faultDomainsOfUnlistedRegions: 2,
  marketplaceImageVersion: "1.0.0",
  firstReplicationInSeconds: 1800,
  dataDisksProtectedAfterInMinutes: 60,
  backupSnapshotInSeconds: 300,
  backupTransferInSeconds: 3600,
  restoreFromSnapshotInSeconds: 300,
  restoreFromVaultInSeconds: 3600,
  restorePointCleanUpInHours: 4,
  defaultBackupHour: 22,
  providerRegistrationInSeconds: 30,
  automationJobQueuesInSeconds: 10,
  automationJobRunsInSeconds: 60,
  automationContentInSeconds: 4,
  automationModuleImportInSeconds: 120,
  automationAccountsPerRegion: 10,
  policyEvaluationInMinutes: 30,
  scheduledPatchingInSeconds: 1800,
  mobilityAgentReleaseDay: 15,
  mobilityAgentMissedAfterInMinutes: 15,
  recoveryPointObjectiveInSeconds: 60,
  runAsAccountsWorkAfterRetirement: true,
  siteRecoveryRecordsKeptInDays: 90,
  operationStatusKeptInHours: 24,
};
