import type { Rule } from "../../rule";
import { agentForBackup } from "./agent-for-backup";
import { archiveAfterMonths } from "./archive-after-months";
import { archiveLongEnough } from "./archive-long-enough";
import { archiveRedundancy } from "./archive-redundancy";
import { backupReadsEncryptionKeys } from "./backup-reads-encryption-keys";
import { backupTimeOnHalfHour } from "./backup-time-on-half-hour";
import { backupsHealthy } from "./backups-healthy";
import { confidentialByEnhancedPolicy } from "./confidential-by-enhanced-policy";
import { disksTogetherWithinLimit } from "./disks-together-within-limit";
import { disksWithinLimit } from "./disks-within-limit";
import { fewEnoughDisks } from "./few-enough-disks";
import { hourlyByEnhancedPolicy } from "./hourly-by-enhanced-policy";
import { hourlyInterval } from "./hourly-interval";
import { hourlyWindow } from "./hourly-window";
import { hourlyWindowMultiple } from "./hourly-window-multiple";
import { instantPointsWithinLimit } from "./instant-points-within-limit";
import { instantRetention } from "./instant-retention";
import { machineBackedUp } from "./machine-backed-up";
import { newDisksByEnhancedPolicy } from "./new-disks-by-enhanced-policy";
import { noEphemeralDisk } from "./no-ephemeral-disk";
import { oneBackupTime } from "./one-backup-time";
import { policyName } from "./policy-name";
import { policyOfVault } from "./policy-of-vault";
import { restorePointGroupName } from "./restore-point-group-name";
import { restorePointsAreUnlocked } from "./restore-points-are-unlocked";
import { retentionLongEnough } from "./retention-long-enough";
import { retentionOfSchedule } from "./retention-of-schedule";
import { retentionTimes } from "./retention-times";
import { retentionWithinLimits } from "./retention-within-limits";
import { trustedLaunchByEnhancedPolicy } from "./trusted-launch-by-enhanced-policy";
import { vaultInRegionOfMachine } from "./vault-in-region-of-machine";
import { weeklyBackupDay } from "./weekly-backup-day";
import { weeklyStandardInstantRetention } from "./weekly-standard-instant-retention";
import { weeklyWithoutDailyRetention } from "./weekly-without-daily-retention";

/** Whether machines are backed up, and whether their policies, disks and vaults let them be. */
export const backupRules: readonly Rule[] = [
  agentForBackup,
  archiveAfterMonths,
  archiveLongEnough,
  archiveRedundancy,
  backupReadsEncryptionKeys,
  backupTimeOnHalfHour,
  backupsHealthy,
  confidentialByEnhancedPolicy,
  disksTogetherWithinLimit,
  disksWithinLimit,
  fewEnoughDisks,
  hourlyByEnhancedPolicy,
  hourlyInterval,
  hourlyWindow,
  hourlyWindowMultiple,
  instantPointsWithinLimit,
  instantRetention,
  machineBackedUp,
  newDisksByEnhancedPolicy,
  noEphemeralDisk,
  oneBackupTime,
  policyName,
  policyOfVault,
  restorePointGroupName,
  restorePointsAreUnlocked,
  retentionLongEnough,
  retentionOfSchedule,
  retentionTimes,
  retentionWithinLimits,
  trustedLaunchByEnhancedPolicy,
  vaultInRegionOfMachine,
  weeklyBackupDay,
  weeklyStandardInstantRetention,
  weeklyWithoutDailyRetention,
];
