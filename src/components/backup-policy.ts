import { ProtectionPolicy } from "@pulumi/azure-native/recoveryservices";
import * as pulumi from "@pulumi/pulumi";
import { instantRetentionOf } from "../azure/backup-policy";
import { parseResourceId } from "../azure/resource-id";
import {
  type BackupPolicyMonthlyOnArgs,
  type BackupPolicyYearlyOnArgs,
  BackupMonth,
  keptDaysOf,
} from "./backup-policy/kept-days";
import {
  makeRestorePointGroup,
  type BackupPolicyRestorePointGroupArgs,
} from "./backup-policy/restore-point-group";
import { retentionHooks } from "./backup-policy/retention-hook";
import { policyRules, retentionOf } from "./backup-policy/rules";
import {
  type BackupPolicyHourlyArgs,
  type BackupPolicyWeeklyArgs,
  BackupDay,
  schedulePolicyOf,
  scheduleOf,
} from "./backup-policy/schedule";
import { BackupPolicyType } from "./backup-policy/type";
import { knownBackupPolicies } from "./shared/backup-facts";
import { judge, mapInput } from "./shared/inputs";
import { standsIn } from "./shared/residents";

/** What a Standard policy takes. */
export interface StandardBackupPolicyArgs {
  /** Id of the Recovery Services vault. Changing it replaces the policy. */
  vaultId: pulumi.Input<string>;
  /** Name of the policy: 3 to 150 letters, digits, `-`, `_` and `!`, a letter first. Defaults to the component's name. Changing it replaces the policy. */
  policyName?: pulumi.Input<string>;
  /** Time of day of daily and weekly backups, as `HH:MM` on the hour or the half hour. Defaults to `02:00`. */
  time?: pulumi.Input<string>;
  /** Backs up weekly. Left out, the policy backs up daily. */
  weekly?: BackupPolicyWeeklyArgs;
  /** Windows id of the time zone, such as `W. Europe Standard Time`; daylight saving is not followed. Defaults to `UTC`. */
  timeZone?: pulumi.Input<string>;
  /** Days for which disks are restored at once from snapshots: 1 to 30, of a Standard policy 1 to 5, of a weekly Standard one 5. Defaults to `7`, of a Standard policy to 2, of a weekly Standard one to 5. */
  instantRestoreRetentionInDays?: pulumi.Input<number>;
  /** Names of the resource groups of instant recovery points. Left out, Azure names them. */
  restorePointGroup?: BackupPolicyRestorePointGroupArgs;
  /** Days for which daily recovery points are kept, 7 to 9999; not of a weekly policy. Defaults to `30`. */
  dailyRetentionInDays?: pulumi.Input<number>;
  /** Weeks for which one recovery point a week is kept, up to 9999. Defaults to none, of a weekly policy to 12. */
  weeklyRetentionInWeeks?: pulumi.Input<number>;
  /** Days of the week whose recovery points are kept for weeks, of `BackupDay`; not of a weekly policy, which keeps those of its own days. Defaults to `Sunday`. */
  weeklyOn?: pulumi.Input<BackupDay>[];
  /** Months for which recovery points of a month are kept, up to 9999. Defaults to none. */
  monthlyRetentionInMonths?: pulumi.Input<number>;
  /** Days of a month whose recovery points are kept. Left out, the first backup day of the month. */
  monthlyOn?: BackupPolicyMonthlyOnArgs;
  /** Years for which recovery points of a year are kept, up to 9999. Defaults to none. */
  yearlyRetentionInYears?: pulumi.Input<number>;
  /** Days of a year whose recovery points are kept. Left out, the first backup day of January. */
  yearlyOn?: BackupPolicyYearlyOnArgs;
  /** Months, at least 3, after which monthly and yearly recovery points are moved to the archive. Defaults to never. */
  archiveAfterMonths?: pulumi.Input<number>;
  /** Whether Azure moves the recovery points that it recommends to the archive, not beside `archiveAfterMonths`. Defaults to `false`. */
  archiveRecommended?: boolean;
}

/** What an Enhanced policy takes. */
export interface EnhancedBackupPolicyArgs extends StandardBackupPolicyArgs {
  /** Backs up by the hour. Left out, the policy backs up daily. */
  hourly?: BackupPolicyHourlyArgs;
  /** Whether applications are left alone, so that recovery points are consistent as after a crash. Defaults to `false`. */
  crashConsistentOnly?: pulumi.Input<boolean>;
}

export interface BackupPolicyArgs extends EnhancedBackupPolicyArgs {
  /** One of `BackupPolicyType`. Defaults to `Enhanced`. Azure refuses a change. */
  policyType?: BackupPolicyType;
}

/**
 * How often virtual machines are backed up, and how long their recovery points are kept.
 *
 * Source: learn.microsoft.com backup/backup-azure-vms-enhanced-policy, backup/backup-support-matrix-iaas.
 */
export class BackupPolicy extends pulumi.ComponentResource {
  /** ARM id of the policy. */
  public readonly policyId!: pulumi.Output<string>;
  /** Name of the policy in Azure. */
  public readonly policyName!: pulumi.Output<string>;
  /** ARM id of the stack's own resource group for instant recovery points; empty when Azure makes it. */
  public readonly restorePointGroupId!: pulumi.Output<string>;

  /** A policy with the arguments that a Standard one takes. */
  public static standard(
    name: string,
    args: StandardBackupPolicyArgs,
    opts?: pulumi.ComponentResourceOptions,
  ): BackupPolicy {
    return new BackupPolicy(name, { ...args, policyType: BackupPolicyType.Standard }, opts);
  }

  /** A policy with the arguments that an Enhanced one takes. */
  public static enhanced(
    name: string,
    args: EnhancedBackupPolicyArgs,
    opts?: pulumi.ComponentResourceOptions,
  ): BackupPolicy {
    return new BackupPolicy(name, { ...args, policyType: BackupPolicyType.Enhanced }, opts);
  }

  /** Throws one `InvalidInputError` with every problem of the arguments: a wrong id, time, interval, retention or zone. */
  constructor(name: string, args: BackupPolicyArgs, opts?: pulumi.ComponentResourceOptions) {
    const verdict = judge(`BackupPolicy "${name}"`, policyRules(name, args));
    super("azure-evergreen:index:BackupPolicy", name, args, opts);
    verdict.showWarnings(this);
    standsIn(args.vaultId, this);

    const vaultId = verdict.gate(args.vaultId);
    const hooks = retentionHooks(name, args.vaultId);
    const group = makeRestorePointGroup(`${name}-points`, args.restorePointGroup, verdict, this);
    const policy = new ProtectionPolicy(
      `${name}-policy`,
      {
        resourceGroupName: mapInput(vaultId, (id) => parseResourceId(id).resourceGroupName ?? ""),
        vaultName: mapInput(vaultId, (id) => parseResourceId(id).name),
        policyName: args.policyName ?? name,
        properties: propertiesOf(args),
      },
      // How many machines follow the policy is none of its own: it would show as drift at each refresh after one comes.
      {
        parent: this,
        ignoreChanges: ["properties.protectedItemsCount"],
        ...(group !== undefined && { dependsOn: group }),
        ...(hooks !== undefined && { hooks }),
      },
    );

    this.policyId = policy.id;
    knownBackupPolicies.remember(this.policyId, {
      policyType: args.policyType ?? BackupPolicyType.Enhanced,
      ...(group !== undefined && { restorePointGroupId: group.id }),
    });
    this.policyName = policy.id.apply((id) => parseResourceId(id).name);
    this.restorePointGroupId = group?.id ?? pulumi.output("");
    this.registerOutputs({
      policyId: this.policyId,
      policyName: this.policyName,
      restorePointGroupId: this.restorePointGroupId,
    });
  }
}

function propertiesOf(args: BackupPolicyArgs) {
  const type = args.policyType ?? BackupPolicyType.Enhanced;
  const schedule = scheduleOf(args);
  const kept = retentionOf(args, schedule);
  const span = (count: pulumi.Input<number>, durationType: string) => ({
    retentionTimes: [schedule.time],
    retentionDuration: { count, durationType },
  });
  const day = schedule.days[0] ?? BackupDay.Sunday;
  return {
    backupManagementType: "AzureIaasVM" as const,
    policyType: type,
    schedulePolicy: schedulePolicyOf(schedule, type === BackupPolicyType.Enhanced),
    retentionPolicy: {
      retentionPolicyType: "LongTermRetentionPolicy" as const,
      ...(kept.daily !== undefined && { dailySchedule: span(kept.daily, "Days") }),
      ...(kept.weekly !== undefined && {
        weeklySchedule: {
          daysOfTheWeek: schedule.days.length > 0 ? schedule.days : (args.weeklyOn ?? [day]),
          ...span(kept.weekly, "Weeks"),
        },
      }),
      ...(kept.monthly !== undefined && {
        monthlySchedule: {
          ...keptDaysOf(args.monthlyOn, day),
          ...span(kept.monthly, "Months"),
        },
      }),
      ...(kept.yearly !== undefined && {
        yearlySchedule: {
          monthsOfYear: args.yearlyOn?.months ?? [BackupMonth.January],
          ...keptDaysOf(args.yearlyOn, day),
          ...span(kept.yearly, "Years"),
        },
      }),
    },
    instantRpRetentionRangeInDays:
      args.instantRestoreRetentionInDays ??
      instantRetentionOf({ type, frequency: schedule.frequency }),
    ...(args.restorePointGroup !== undefined && {
      instantRPDetails: {
        azureBackupRGNamePrefix: args.restorePointGroup.namePrefix,
        azureBackupRGNameSuffix: args.restorePointGroup.nameSuffix ?? "",
      },
    }),
    ...(args.crashConsistentOnly !== undefined && {
      snapshotConsistencyType: mapInput(args.crashConsistentOnly, (only) =>
        only ? "OnlyCrashConsistent" : undefined,
      ),
    }),
    // Azure keeps the tiering that it has unless told otherwise.
    tieringPolicy: {
      ArchivedRP:
        args.archiveAfterMonths === undefined
          ? {
              tieringMode: args.archiveRecommended === true ? "TierRecommended" : "DoNotTier",
              duration: 0,
              durationType: "Invalid",
            }
          : {
              tieringMode: "TierAfter",
              duration: args.archiveAfterMonths,
              durationType: "Months",
            },
    },
    timeZone: args.timeZone ?? "UTC",
  };
}
