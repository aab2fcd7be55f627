import type * as pulumi from "@pulumi/pulumi";
import { keptDateFindings, unbackedDayFindings } from "../../azure/backup-kept-days";
import { choiceFindings, excludedArgumentFindings } from "../shared/argument-rules";
import { rule, ruleOn, type Rule } from "../shared/inputs";
import { BackupDay } from "./schedule";

/** Week of a month whose recovery points are kept. */
export const BackupWeek = {
  First: "First",
  Second: "Second",
  Third: "Third",
  Fourth: "Fourth",
  Last: "Last",
} as const;
export type BackupWeek = (typeof BackupWeek)[keyof typeof BackupWeek];

/** Month of a year whose recovery points are kept. */
export const BackupMonth = {
  January: "January",
  February: "February",
  March: "March",
  April: "April",
  May: "May",
  June: "June",
  July: "July",
  August: "August",
  September: "September",
  October: "October",
  November: "November",
  December: "December",
} as const;
export type BackupMonth = (typeof BackupMonth)[keyof typeof BackupMonth];

/** Days of a month whose recovery points are kept: by the week, or by the date. */
export interface BackupPolicyMonthlyOnArgs {
  /** Days of the week, of `BackupDay`. Defaults to the first day of `weekly`, `Sunday` of other policies. */
  weekdays?: pulumi.Input<BackupDay>[];
  /** Weeks of the month, of `BackupWeek`. Defaults to `First`. */
  weeks?: pulumi.Input<BackupWeek>[];
  /** Days of the month, 1 to 31, not beside `weekdays` and `weeks`. Left out, days are told by the week. */
  dates?: pulumi.Input<number>[];
  /** Whether the last day of the month is kept, not beside `weekdays` and `weeks`. Defaults to `false`. */
  lastDay?: boolean;
}

/** Days of a year whose recovery points are kept. */
export interface BackupPolicyYearlyOnArgs extends BackupPolicyMonthlyOnArgs {
  /** Months of the year, of `BackupMonth`. Defaults to `January`. */
  months?: pulumi.Input<BackupMonth>[];
}

/** The days as Azure takes them. `day` is the day of the week when none is asked for. */
export function keptDaysOf(on: BackupPolicyMonthlyOnArgs = {}, day: pulumi.Input<BackupDay>) {
  return on.dates !== undefined || on.lastDay === true
    ? {
        retentionScheduleFormatType: "Daily",
        retentionScheduleDaily: {
          daysOfTheMonth: [
            ...(on.dates ?? []).map((date) => ({ date, isLast: false })),
            ...(on.lastDay === true ? [{ date: 0, isLast: true }] : []),
          ],
        },
      }
    : {
        retentionScheduleFormatType: "Weekly",
        retentionScheduleWeekly: {
          daysOfTheWeek: on.weekdays ?? [day],
          weeksOfTheMonth: on.weeks ?? [BackupWeek.First],
        },
      };
}

/** Rules of the days that are kept; `backupDays` are those of a weekly policy, none of others. */
export function keptDaysRules(
  on: BackupPolicyMonthlyOnArgs | undefined,
  backupDays: readonly pulumi.Input<BackupDay>[],
  path: string,
): Rule[] {
  if (on === undefined) {
    return [];
  }
  const byDate = [
    ...(on.dates === undefined ? [] : ["dates"]),
    ...(on.lastDay === true ? ["lastDay"] : []),
  ];
  return [
    rule({}, () =>
      byDate
        .slice(0, 1)
        .flatMap((given) =>
          excludedArgumentFindings(
            on,
            given,
            ["weekdays", "weeks"],
            "days are told by the week or by the date",
            path,
          ),
        ),
    ),
    ...choiceRules(on.weekdays, Object.values(BackupDay), `${path}.weekdays`),
    ...choiceRules(on.weeks, Object.values(BackupWeek), `${path}.weeks`),
    ...(on.dates ?? []).flatMap((date, index) =>
      ruleOn(date, (known) => keptDateFindings(known, `${path}.dates[${index}]`)),
    ),
    ...(backupDays.length === 0
      ? []
      : (on.weekdays ?? []).map((day, index) =>
          rule({ day, backupDays: [...backupDays] }, (known) =>
            unbackedDayFindings(known.day, known.backupDays, `${path}.weekdays[${index}]`),
          ),
        )),
  ];
}

/** Rules of the months that are kept. */
export function keptMonthsRules(on: BackupPolicyYearlyOnArgs | undefined, path: string): Rule[] {
  return choiceRules(on?.months, Object.values(BackupMonth), `${path}.months`);
}

function choiceRules(
  given: readonly pulumi.Input<string>[] | undefined,
  words: readonly string[],
  path: string,
): Rule[] {
  return (given ?? []).flatMap((each, index) =>
    ruleOn(each, (word) => choiceFindings(word, words, `${path}[${index}]`)),
  );
}
