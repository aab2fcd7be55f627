import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { BackupPolicy } from "../../src/components/backup-policy";
import type { BackupMonth, BackupWeek } from "../../src/components/backup-policy/kept-days";
import type { BackupDay } from "../../src/components/backup-policy/schedule";
import { RecoveryVault } from "../../src/components/recovery-vault";
import { VaultRedundancy } from "../../src/components/recovery-vault/vault";
import { BackupPolicyType } from "../../src/components/backup-policy/type";
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

  it("keeps the months' and years' recovery points of the days that are asked for", async () => {
    const deployed = await deploy(
      (opts) =>
        new BackupPolicy(
          "long",
          {
            vaultId,
            monthlyRetentionInMonths: 12,
            monthlyOn: { dates: [1, 15], lastDay: true },
            yearlyRetentionInYears: 10,
            yearlyOn: { weekdays: ["Friday"], weeks: ["Last"], months: ["June", "December"] },
            archiveRecommended: true,
          },
          opts,
        ),
    );

    const { retentionPolicy, tieringPolicy } = inputsOf(deployed, "long-policy")
      .properties as Record<string, Record<string, unknown>>;
    assert.deepEqual(retentionPolicy?.monthlySchedule, {
      retentionScheduleFormatType: "Daily",
      retentionScheduleDaily: {
        daysOfTheMonth: [
          { date: 1, isLast: false },
          { date: 15, isLast: false },
          { date: 0, isLast: true },
        ],
      },
      retentionTimes: [at],
      retentionDuration: { count: 12, durationType: "Months" },
    });
    assert.deepEqual(retentionPolicy.yearlySchedule, {
      monthsOfYear: ["June", "December"],
      retentionScheduleFormatType: "Weekly",
      retentionScheduleWeekly: { daysOfTheWeek: ["Friday"], weeksOfTheMonth: ["Last"] },
      retentionTimes: [at],
      retentionDuration: { count: 10, durationType: "Years" },
    });
    assert.deepEqual(tieringPolicy, {
      ArchivedRP: { tieringMode: "TierRecommended", duration: 0, durationType: "Invalid" },
    });
  });

  it("refuses days that no policy keeps", async () => {
    const message = await refusalOf(
      (opts) =>
        new BackupPolicy(
          "no",
          {
            vaultId,
            weekly: { days: ["Sunday"] },
            monthlyOn: { dates: [32], weeks: ["Fifth" as BackupWeek] },
            yearlyRetentionInYears: 1,
            yearlyOn: { weekdays: ["Monday"], months: ["Juno" as BackupMonth] },
            archiveRecommended: true,
            archiveAfterMonths: 3,
          },
          opts,
        ),
    );

    assert.equal(
      message,
      [
        'BackupPolicy "no" has 8 problems:',
        '  - policyName: "no" is no name that a backup policy can have. Give 3 to 150 letters, digits, "-", "_" and "!", a letter first. [EVG-BACKUP-025]',
        "  - archiveAfterMonths: archiveAfterMonths is given beside archiveRecommended: recovery points go to the archive in one way. Leave archiveAfterMonths or archiveRecommended out. [EVG-ARGUMENT-002]",
        "  - monthlyRetentionInMonths: monthlyRetentionInMonths is not given. Give monthlyRetentionInMonths. [EVG-ARGUMENT-001]",
        "  - monthlyOn.weeks: weeks is given beside dates: days are told by the week or by the date. Leave weeks or dates out. [EVG-ARGUMENT-002]",
        '  - monthlyOn.weeks[0]: "Fifth" is none of the words that monthlyOn.weeks[0] takes. Use "First", "Second", "Third", "Fourth" or "Last". [EVG-ARGUMENT-003]',
        "  - monthlyOn.dates[0]: No month has a day 32. Give a whole number from 1 to 31. [EVG-BACKUP-027]",
        "  - yearlyOn.weekdays[0]: Recovery points of Monday are to be kept, but the policy backs up on Sunday. Back up on Monday too, or keep those of another day. [EVG-BACKUP-028]",
        '  - yearlyOn.months[0]: "Juno" is none of the words that yearlyOn.months[0] takes. Use "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November" or "December". [EVG-ARGUMENT-003]',
      ].join("\n"),
    );
  });

  it("asks hourly backups for a start on the half hour and a window of whole intervals", async () => {
    const message = await refusalOf((opts) =>
      BackupPolicy.enhanced(
        "hourly",
        {
          vaultId,
          hourly: { startTime: "06:10", intervalInHours: 8, windowInHours: 12 },
          dailyRetentionInDays: 6,
        },
        opts,
      ),
    );

    assert.equal(
      message,
      [
        'BackupPolicy "hourly" has 3 problems:',
        '  - hourly.startTime: The backup time "06:10" is not on the hour or the half hour. Give a time on the hour or the half hour. [EVG-BACKUP-013]',
        "  - hourly.windowInHours: The window of 12 hours is no multiple of the interval of 8 hours. Give a multiple of the interval. [EVG-BACKUP-026]",
        "  - dailyRetentionInDays: The daily retention of 6 is not between 7 and 9999. Give a whole number from 7 to 9999. [EVG-BACKUP-020]",
      ].join("\n"),
    );
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

describe("BackupPolicy with a group for instant recovery points in the stack", () => {
  const group = { namePrefix: "points-", nameSuffix: "-fleet", location: "westeurope" };

  it("makes the group under the name that Azure looks for, before the policy", async () => {
    const deployed = await deploy(
      (opts) =>
        new BackupPolicy(
          "nightly",
          { vaultId, restorePointGroup: { ...group, tags: { team: "fleet" } } },
          opts,
        ),
    );
    assert.deepEqual(childrenOf(deployed), [
      "azure-native:resources:ResourceGroup nightly-points",
      "azure-native:recoveryservices:ProtectionPolicy nightly-policy",
    ]);
    assert.deepEqual(inputsOf(deployed, "nightly-points"), {
      resourceGroupName: "points-1-fleet",
      location: "westeurope",
      tags: { team: "fleet" },
    });
    const policy = deployed.resources.find(({ name }) => name === "nightly-policy");
    assert.deepEqual(policy?.dependsOn, ["nightly-points"]);
    assert.equal(await valueOf(deployed.result.restorePointGroupId), "nightly-points-id");
  });

  it("has none unless it is asked for", async () => {
    const deployed = await deploy((opts) => new BackupPolicy("nightly", { vaultId }, opts));
    assert.equal(await valueOf(deployed.result.restorePointGroupId), "");
  });

  it("refuses a region that is none, and tags of a group that Azure makes", async () => {
    const message = await refusalOf(
      (opts) =>
        new BackupPolicy(
          "nightly",
          { vaultId, restorePointGroup: { namePrefix: "points-", tags: {} } },
          opts,
        ),
    );
    assert.equal(
      message,
      'BackupPolicy "nightly" has 1 problem:\n  - restorePointGroup.location: location is not given. Give location. [EVG-ARGUMENT-001]',
    );
    assert.match(
      await refusalOf(
        (opts) =>
          new BackupPolicy(
            "nightly",
            { vaultId, restorePointGroup: { ...group, location: "moon" } },
            opts,
          ),
      ),
      /restorePointGroup\.location: "moon"/,
    );
  });
});

describe("BackupPolicy of a daily schedule with weekly retention", () => {
  it("keeps the recovery points of the days that are said, Sunday's without", async () => {
    const daysOf = async (weeklyOn?: BackupDay[]): Promise<unknown> => {
      const deployed = await deploy(
        (opts) =>
          new BackupPolicy(
            "nightly",
            { vaultId, weeklyRetentionInWeeks: 8, ...(weeklyOn !== undefined && { weeklyOn }) },
            opts,
          ),
      );
      const { retentionPolicy } = inputsOf(deployed, "nightly-policy").properties as {
        retentionPolicy: { weeklySchedule: { daysOfTheWeek: unknown } };
      };
      return retentionPolicy.weeklySchedule.daysOfTheWeek;
    };
    assert.deepEqual(await daysOf(), ["Sunday"]);
    assert.deepEqual(await daysOf(["Monday", "Friday"]), ["Monday", "Friday"]);
  });

  it("refuses days without a retention, of a weekly policy, or that are none", async () => {
    const message = await refusalOf(
      (opts) =>
        new BackupPolicy("nightly", { vaultId, weekly: {}, weeklyOn: ["Someday" as never] }, opts),
    );
    assert.deepEqual(message.split("\n").slice(1), [
      "  - weeklyRetentionInWeeks: weeklyRetentionInWeeks is not given. Give weeklyRetentionInWeeks. [EVG-ARGUMENT-001]",
      "  - weeklyOn: weeklyOn is given beside weekly: a weekly policy keeps the recovery points of its own days. Leave weeklyOn or weekly out. [EVG-ARGUMENT-002]",
      '  - weeklyOn[0]: "Someday" is none of the words that weeklyOn[0] takes. Use "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday" or "Saturday". [EVG-ARGUMENT-003]',
    ]);
  });
});

describe("BackupPolicy beside a vault of the same program", () => {
  it("warns of an archive that a zone-redundant vault does not have", async () => {
    const warningsOf = async (redundancy: VaultRedundancy): Promise<readonly string[]> => {
      const { warnings } = await deploy((opts) => {
        const vault = new RecoveryVault(
          "recovery",
          { resourceGroupName: "fleet", redundancy },
          opts,
        );
        return new BackupPolicy(
          "nightly",
          { vaultId: vault.vaultId, monthlyRetentionInMonths: 12, archiveAfterMonths: 3 },
          opts,
        );
      });
      return warnings;
    };
    assert.deepEqual(await warningsOf(VaultRedundancy.GeoRedundant), []);
    assert.deepEqual(await warningsOf(VaultRedundancy.ZoneRedundant), [
      "archiveAfterMonths: Recovery points are to be moved to the archive, but a zone-redundant vault has none. Use a vault with another redundancy, or leave the archive out. [EVG-BACKUP-049]",
    ]);
  });
});
