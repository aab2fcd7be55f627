import { archiveFindings, archiveRedundancyFindings } from "../../azure/backup-archive";
import { backupPolicyFindings } from "../../azure/backup-policy";
import { backupPolicyNameFindings } from "../../azure/backup-policy-name";
import { resourceIdFindings } from "../../azure/resource-id";
import type { BackupPolicyArgs } from "../backup-policy";
import {
  choiceFindings,
  excludedArgumentFindings,
  missingArgumentFindings,
} from "../shared/argument-rules";
import { knownVaults } from "../shared/backup-facts";
import { rule, ruleOn, type Rule } from "../shared/inputs";
import { restorePointGroupRules } from "./restore-point-group";
import { keptDaysRules, keptMonthsRules } from "./kept-days";
import { BackupDay, scheduleOf, type Schedule } from "./schedule";
import { BackupPolicyType } from "./type";

/** How long recovery points are kept, with the defaults. */
export function retentionOf(args: BackupPolicyArgs, { frequency }: Schedule) {
  const isWeekly = frequency === "Weekly";
  return {
    daily: args.dailyRetentionInDays ?? (isWeekly ? undefined : 30),
    weekly: args.weeklyRetentionInWeeks ?? (isWeekly ? 12 : undefined),
    monthly: args.monthlyRetentionInMonths,
    yearly: args.yearlyRetentionInYears,
  };
}

/** Every rule of a policy's arguments. */
export function policyRules(name: string, args: BackupPolicyArgs): Rule[] {
  const type = args.policyType ?? BackupPolicyType.Enhanced;
  const schedule = scheduleOf(args);
  const { frequency, ...values } = schedule;
  const kept = retentionOf(args, schedule);
  const instant = args.instantRestoreRetentionInDays;
  const isStandard = type === BackupPolicyType.Standard;
  return [
    ...ruleOn(args.vaultId, (id) =>
      resourceIdFindings(id, "vaultId", "Microsoft.RecoveryServices/vaults"),
    ),
    ...ruleOn(args.policyName ?? name, (known) => backupPolicyNameFindings(known, "policyName")),
    rule({}, () => [
      ...choiceFindings(type, Object.values(BackupPolicyType), "policyType"),
      ...excludedArgumentFindings(args, "hourly", ["time", "weekly"], "a policy has one schedule"),
      ...(args.archiveRecommended === true
        ? excludedArgumentFindings(
            args,
            "archiveRecommended",
            ["archiveAfterMonths"],
            "recovery points go to the archive in one way",
          )
        : []),
      ...(args.monthlyOn === undefined
        ? []
        : missingArgumentFindings(args, "monthlyRetentionInMonths")),
      ...(args.weeklyOn === undefined
        ? []
        : [
            ...missingArgumentFindings(args, "weeklyRetentionInWeeks"),
            ...excludedArgumentFindings(
              args,
              "weekly",
              ["weeklyOn"],
              "a weekly policy keeps the recovery points of its own days",
            ),
          ]),
      ...(args.yearlyOn === undefined
        ? []
        : missingArgumentFindings(args, "yearlyRetentionInYears")),
      ...(isStandard
        ? excludedArgumentFindings(
            args,
            "policyType",
            ["crashConsistentOnly"],
            "only an Enhanced policy can be crash-consistent",
          )
        : []),
    ]),
    rule({ values, kept, instant, timeZone: args.timeZone }, (known) => {
      const times = [known.values.time];
      const span = (count?: number) => (count === undefined ? undefined : { times, count });
      const policy = {
        type,
        frequency,
        runTimes: times,
        runDays: known.values.days,
        hourly:
          frequency === "Hourly" ? { ...known.values, startTime: known.values.time } : undefined,
        instantRetentionInDays: known.instant,
        timeZone: known.timeZone,
        daily: span(known.kept.daily),
        weekly: span(known.kept.weekly),
        monthly: span(known.kept.monthly),
        yearly: span(known.kept.yearly),
      };
      return backupPolicyFindings(policy, "").map((finding) => ({
        ...finding,
        propertyPath: argumentOf.get(finding.propertyPath) ?? finding.propertyPath,
      }));
    }),
    ...(args.weekly?.days ?? []).flatMap((day, index) =>
      ruleOn(day, (word) =>
        choiceFindings(word, Object.values(BackupDay), `weekly.days[${index}]`),
      ),
    ),
    ...keptDaysRules(args.monthlyOn, schedule.days, "monthlyOn"),
    ...keptDaysRules(args.yearlyOn, schedule.days, "yearlyOn"),
    ...keptMonthsRules(args.yearlyOn, "yearlyOn"),
    ...archivePlaceRules(args),
    ...(args.weeklyOn ?? []).flatMap((day, index) =>
      ruleOn(day, (word) => choiceFindings(word, Object.values(BackupDay), `weeklyOn[${index}]`)),
    ),
    ...restorePointGroupRules(args.restorePointGroup),
    ...(args.archiveAfterMonths === undefined
      ? []
      : [
          rule(
            {
              afterMonths: args.archiveAfterMonths,
              monthlyRetentionInMonths: kept.monthly ?? 0,
              yearlyRetentionInYears: kept.yearly ?? 0,
            },
            (known) => archiveFindings(known, "archiveAfterMonths"),
          ),
        ]),
  ];
}

/** Of a vault that is made by this program. */
function archivePlaceRules(args: BackupPolicyArgs): Rule[] {
  const { archiveAfterMonths, archiveRecommended = false } = args;
  const vault = knownVaults.behind(args.vaultId);
  const path = archiveAfterMonths === undefined ? "archiveRecommended" : "archiveAfterMonths";
  return vault === undefined || (archiveAfterMonths === undefined && !archiveRecommended)
    ? []
    : ruleOn(vault.redundancy, (known) => archiveRedundancyFindings(known, path));
}

/** Arguments by the properties that Azure has in their place. */
const argumentOf: ReadonlyMap<string, string> = new Map([
  ["schedulePolicy.scheduleRunFrequency", "hourly"],
  ["schedulePolicy.hourlySchedule.scheduleWindowStartTime", "hourly.startTime"],
  ["schedulePolicy.hourlySchedule.interval", "hourly.intervalInHours"],
  ["schedulePolicy.hourlySchedule.scheduleWindowDuration", "hourly.windowInHours"],
  ["schedulePolicy.scheduleRunTimes", "time"],
  ["schedulePolicy.scheduleRunDays", "weekly.days"],
  ["instantRpRetentionRangeInDays", "instantRestoreRetentionInDays"],
  ["retentionPolicy.dailySchedule", "dailyRetentionInDays"],
  ["retentionPolicy.dailySchedule.retentionDuration.count", "dailyRetentionInDays"],
  ["retentionPolicy.weeklySchedule.retentionDuration.count", "weeklyRetentionInWeeks"],
  ["retentionPolicy.monthlySchedule.retentionDuration.count", "monthlyRetentionInMonths"],
  ["retentionPolicy.yearlySchedule.retentionDuration.count", "yearlyRetentionInYears"],
]);
