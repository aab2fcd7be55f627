import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { BackupPolicy, BackupPolicyType } from "../../src/components/backup-policy";
import type { BackupDay } from "../../src/components/backup-policy/schedule";
import {
  childrenOf,
  deploy,
  groupId,
  inputsOf,
  lateRefusalOf,
  refusalOf,
  unknownInput,
  unknownPaths,
  valueOf,
} from "./mocks";

const vaultId = `${groupId}/providers/Microsoft.RecoveryServices/vaults/recovery`;
const unarchived = {
  ArchivedRP: { tieringMode: "DoNotTier", duration: 0, durationType: "Invalid" },
};
const at = "2026-01-01T02:00:00Z";

describe("BackupPolicy", () => {
  it("is an Enhanced one that backs up daily and keeps a month", async () => {
    const deployed = await deploy((opts) => new BackupPolicy("nightly", { vaultId }, opts));

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:recoveryservices:ProtectionPolicy nightly-policy",
    ]);
    assert.deepEqual(inputsOf(deployed, "nightly-policy"), {
      resourceGroupName: "fleet",
      vaultName: "recovery",
      policyName: "nightly",
      properties: {
        backupManagementType: "AzureIaasVM",
        policyType: "V2",
        schedulePolicy: {
          schedulePolicyType: "SimpleSchedulePolicyV2",
          scheduleRunFrequency: "Daily",
          dailySchedule: { scheduleRunTimes: [at] },
        },
        retentionPolicy: {
          retentionPolicyType: "LongTermRetentionPolicy",
          dailySchedule: {
            retentionTimes: [at],
            retentionDuration: { count: 30, durationType: "Days" },
          },
        },
        instantRpRetentionRangeInDays: 7,
        tieringPolicy: unarchived,
        timeZone: "UTC",
      },
    });
    assert.equal(await valueOf(deployed.result.policyId), `${vaultId}/backupPolicies/nightly`);
    assert.equal(await valueOf(deployed.result.policyName), "nightly");
  });

  it("backs up by the hour with every argument", async () => {
    const deployed = await deploy((opts) =>
      BackupPolicy.enhanced(
        "hourly",
        {
          vaultId,
          policyName: "often",
          hourly: { startTime: "06:30", intervalInHours: 6, windowInHours: 24 },
          timeZone: "W. Europe Standard Time",
          instantRestoreRetentionInDays: 30,
          restorePointGroup: { namePrefix: "points-", nameSuffix: "-fleet" },
          crashConsistentOnly: true,
          dailyRetentionInDays: 60,
          weeklyRetentionInWeeks: 8,
          monthlyRetentionInMonths: 12,
          yearlyRetentionInYears: 7,
          archiveAfterMonths: 3,
        },
        opts,
      ),
    );

    const retentionTimes = ["2026-01-01T06:30:00Z"];
    const firstOfMonth = {
      retentionScheduleFormatType: "Weekly",
      retentionScheduleWeekly: { daysOfTheWeek: ["Sunday"], weeksOfTheMonth: ["First"] },
    };
    assert.deepEqual(inputsOf(deployed, "hourly-policy").properties, {
      backupManagementType: "AzureIaasVM",
      policyType: "V2",
      schedulePolicy: {
        schedulePolicyType: "SimpleSchedulePolicyV2",
        scheduleRunFrequency: "Hourly",
        hourlySchedule: {
          interval: 6,
          scheduleWindowStartTime: "2026-01-01T06:30:00Z",
          scheduleWindowDuration: 24,
        },
      },
      retentionPolicy: {
        retentionPolicyType: "LongTermRetentionPolicy",
        dailySchedule: { retentionTimes, retentionDuration: { count: 60, durationType: "Days" } },
        weeklySchedule: {
          daysOfTheWeek: ["Sunday"],
          retentionTimes,
          retentionDuration: { count: 8, durationType: "Weeks" },
        },
        monthlySchedule: {
          ...firstOfMonth,
          retentionTimes,
          retentionDuration: { count: 12, durationType: "Months" },
        },
        yearlySchedule: {
          monthsOfYear: ["January"],
          ...firstOfMonth,
          retentionTimes,
          retentionDuration: { count: 7, durationType: "Years" },
        },
      },
      instantRpRetentionRangeInDays: 30,
      instantRPDetails: {
        azureBackupRGNamePrefix: "points-",
        azureBackupRGNameSuffix: "-fleet",
      },
      snapshotConsistencyType: "OnlyCrashConsistent",
      tieringPolicy: {
        ArchivedRP: { tieringMode: "TierAfter", duration: 3, durationType: "Months" },
      },
      timeZone: "W. Europe Standard Time",
    });
  });

  it("is a weekly Standard one, which keeps snapshots for five days", async () => {
    const deployed = await deploy((opts) =>
      BackupPolicy.standard("weekly", { vaultId, weekly: { days: ["Saturday"] } }, opts),
    );

    assert.deepEqual(inputsOf(deployed, "weekly-policy").properties, {
      backupManagementType: "AzureIaasVM",
      policyType: "V1",
      schedulePolicy: {
        schedulePolicyType: "SimpleSchedulePolicy",
        scheduleRunFrequency: "Weekly",
        scheduleRunTimes: [at],
        scheduleRunDays: ["Saturday"],
      },
      retentionPolicy: {
        retentionPolicyType: "LongTermRetentionPolicy",
        weeklySchedule: {
          daysOfTheWeek: ["Saturday"],
          retentionTimes: [at],
          retentionDuration: { count: 12, durationType: "Weeks" },
        },
      },
      instantRpRetentionRangeInDays: 5,
      tieringPolicy: unarchived,
      timeZone: "UTC",
    });
  });

  it("tells all problems at once, before anything is registered", async () => {
    const message = await refusalOf(
      (opts) =>
        new BackupPolicy(
          "wrong",
          {
            vaultId: groupId,
            policyType: BackupPolicyType.Standard,
            time: "2:10",
            weekly: { days: ["Caturday" as BackupDay] },
            crashConsistentOnly: true,
            timeZone: "Europe/Berlin",
            instantRestoreRetentionInDays: 7,
            dailyRetentionInDays: 30,
            restorePointGroup: { namePrefix: "a b" },
            archiveAfterMonths: 3,
          },
          opts,
        ),
    );

    assert.equal(
      message,
      [
        'BackupPolicy "wrong" has 9 problems:',
        `  - vaultId: "${groupId}" is the id of a Microsoft.Resources/resourceGroups, not of a Microsoft.RecoveryServices/vaults. Give the id of a Microsoft.RecoveryServices/vaults. [EVG-ID-003]`,
        "  - crashConsistentOnly: crashConsistentOnly is given beside policyType: only an Enhanced policy can be crash-consistent. Leave crashConsistentOnly or policyType out. [EVG-ARGUMENT-002]",
        '  - time: The backup time "2:10" is not on the hour or the half hour. Give a time on the hour or the half hour. [EVG-BACKUP-013]',
        "  - instantRestoreRetentionInDays: Instant recovery points are to be kept for 7 days, but a weekly Standard policy keeps them for 5. Give 5, or leave it out. [EVG-BACKUP-016]",
        "  - dailyRetentionInDays: A policy that backs up weekly has a daily retention. Leave the daily retention out. [EVG-BACKUP-019]",
        '  - timeZone: "Europe/Berlin" is an IANA time zone; Azure takes a Windows time zone here. Give "W. Europe Standard Time". [EVG-TIME-001]',
        '  - weekly.days[0]: "Caturday" is none of the words that weekly.days[0] takes. Use "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday" or "Saturday". [EVG-ARGUMENT-003]',
        '  - restorePointGroup: "a b1" is no name that Azure Backup can give a resource group. Give a prefix, and at most 73 letters, digits, "-", "_", ".", "(" and ")" with the suffix, no full stop last. [EVG-BACKUP-024]',
        "  - archiveAfterMonths: Recovery points are to be moved to the archive after 3 months, but no monthly or yearly one is kept for 9 months, and only those that are kept 6 months longer are moved. Keep monthly or yearly recovery points for at least 9 months, or leave the archive out. [EVG-BACKUP-023]",
      ].join("\n"),
    );
  });

  it("judges arguments that are outputs once they are known, and makes no policy of bad ones", async () => {
    const refusal = await lateRefusalOf(
      (opts) => new BackupPolicy("late", { vaultId, archiveAfterMonths: pulumi.output(2) }, opts),
    );

    assert.deepEqual(refusal, {
      message: [
        'BackupPolicy "late" has 1 problem:',
        "  - archiveAfterMonths: Recovery points are to be moved to the archive after 2 months, but they stay in the vault for at least 3 whole months. Give a whole number from 3. [EVG-BACKUP-022]",
      ].join("\n"),
      registered: [],
    });
  });

  it("judges nothing that is unknown in a preview", async () => {
    const deployed = await deploy(
      (opts) =>
        new BackupPolicy(
          "unknown",
          {
            vaultId: unknownInput(),
            time: unknownInput(),
            timeZone: unknownInput(),
            dailyRetentionInDays: unknownInput(),
            instantRestoreRetentionInDays: unknownInput(),
            archiveAfterMonths: unknownInput(),
            crashConsistentOnly: unknownInput(),
            restorePointGroup: { namePrefix: unknownInput() },
          },
          opts,
        ),
      { preview: "create" },
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:recoveryservices:ProtectionPolicy unknown-policy",
    ]);
    assert.deepEqual(deployed.failures, []);
  });

  it("makes nothing unknown that would replace it in the preview of a change", async () => {
    const deployed = await deploy((opts) => new BackupPolicy("nightly", { vaultId }, opts), {
      preview: "update",
    });

    assert.deepEqual(unknownPaths(inputsOf(deployed, "nightly-policy")), []);
  });
});
