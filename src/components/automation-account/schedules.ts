import { JobSchedule } from "@pulumi/azure-native/automation";
import * as pulumi from "@pulumi/pulumi";
import {
  jobParameterFindings,
  missingKeyFindings,
  ownEnvironmentOnWorkerFindings,
  repeatedLinkFindings,
} from "../../azure/automation-links";
import { automationScheduleFindings } from "../../azure/automation-schedule";
import { deterministicGuid } from "../../azure/guid";
import { AutomationSchedule } from "../../resources/automation-schedule";
import type { ChildOptions } from "../shared/child-options";
import { mapInput, rule, ruleOn, type Rule } from "../shared/inputs";
import { accountArguments, childNameRules, type AccountPlace } from "./place";
import type { AutomationAccountRunbookArgs } from "./runbooks";

/** A day such as the second Tuesday of a month, or the last one. */
export interface AutomationAccountMonthlyOccurrenceArgs {
  /** 1 to 5, or -1 for the last. */
  occurrence: number;
  /** Day of the week, such as `Tuesday`. */
  day: string;
}

/** When runbooks run. */
export interface AutomationAccountScheduleArgs {
  /** `OneTime`, `Minute`, `Hour`, `Day`, `Week` or `Month`. */
  frequency: pulumi.Input<string>;
  /** Name of the schedule. Defaults to its key. Changing it replaces the schedule and its links. */
  scheduleName?: string;
  /** How many minutes, hours, days, weeks or months lie between two runs, 1 to 100. Defaults to `1`. */
  interval?: pulumi.Input<number>;
  /** First run, `YYYY-MM-DD HH:mm` in `timeZone`, or the time of day alone, `HH:mm`, which is the next such time; one that is less than 15 minutes ahead is moved to the next run. It stays until the schedule is changed. Defaults to `00:00`. */
  startTime?: pulumi.Input<string>;
  /** When it runs no more, `YYYY-MM-DD HH:mm` in `timeZone`. Defaults to never. */
  expiryTime?: pulumi.Input<string>;
  /** Windows or IANA time zone, such as `W. Europe Standard Time` or `Europe/Berlin`. Defaults to `UTC`. */
  timeZone?: pulumi.Input<string>;
  /** Days of a weekly schedule, such as `Monday`. Defaults to the day of the start. */
  weekDays?: pulumi.Input<pulumi.Input<string>[]>;
  /** Days of a monthly schedule, 1 to 31, or -1 for the last. Defaults to the day of the start. */
  monthDays?: pulumi.Input<pulumi.Input<number>[]>;
  /** Days such as the second Tuesday of a monthly schedule, instead of `monthDays`. Defaults to none. */
  monthlyOccurrences?: AutomationAccountMonthlyOccurrenceArgs[];
  /** What it is for. Defaults to none. */
  description?: pulumi.Input<string>;
  /** Whether it runs. Defaults to `true`. */
  enabled?: pulumi.Input<boolean>;
}

/** Lets a schedule start a runbook. */
export interface AutomationAccountJobScheduleArgs {
  /** Key of one of `runbooks`. Changing it replaces the link. */
  runbook: string;
  /** Key of one of `schedules`. Changing it replaces the link. */
  schedule: string;
  /** Parameters of the runbook, by their names. Defaults to none. Changing it replaces the link. */
  parameters?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Hybrid worker group on which the runbook runs. Defaults to none: it runs in Azure. Changing it replaces the link. */
  runOn?: pulumi.Input<string>;
}

type Keyed<T> = Record<string, T> | undefined;

/** Makes `${name}-schedule-${key}` for each schedule. */
export function makeSchedules(
  schedules: Keyed<AutomationAccountScheduleArgs>,
  place: AccountPlace,
  opts: ChildOptions,
): Map<string, AutomationSchedule> {
  const made = new Map<string, AutomationSchedule>();
  for (const [key, { enabled, ...args }] of Object.entries(schedules ?? {})) {
    const schedule = new AutomationSchedule(
      `${place.name}-schedule-${key}`,
      {
        automationAccountId: place.automationAccountId,
        ...args,
        scheduleName: args.scheduleName ?? key,
        ...(enabled !== undefined && { isEnabled: enabled }),
      },
      opts,
    );
    made.set(key, schedule);
  }
  return made;
}

/**
 * Makes `${name}-link-${key}` for each link. Azure changes none, so every change replaces it, and its name follows
 * from what it links: runbook and schedule that are made anew get a link that is made anew.
 */
export function linkSchedules(
  links: Keyed<AutomationAccountJobScheduleArgs>,
  ends: {
    readonly runbooks: ReadonlyMap<string, pulumi.CustomResource>;
    readonly schedules: ReadonlyMap<string, pulumi.CustomResource>;
    readonly nameOf: (group: "runbooks" | "schedules", key: string) => string;
    readonly workers: readonly pulumi.CustomResource[];
  },
  place: AccountPlace,
  opts: ChildOptions,
): pulumi.CustomResource[] {
  return Object.entries(links ?? {}).map(([key, { runbook, schedule, parameters, runOn }]) => {
    const runbookName = ends.nameOf("runbooks", runbook);
    const scheduleName = ends.nameOf("schedules", schedule);
    const linked = [
      ends.runbooks.get(runbook),
      ends.schedules.get(schedule),
      ...(runOn === undefined ? [] : ends.workers),
    ];
    return new JobSchedule(
      `${place.name}-link-${key}`,
      {
        ...accountArguments(place),
        jobScheduleId: mapInput(place.automationAccountId, (id) =>
          deterministicGuid("job schedule", id, key, runbookName, scheduleName),
        ),
        runbook: { name: runbookName },
        schedule: { name: scheduleName },
        ...(parameters !== undefined && { parameters }),
        ...(runOn !== undefined && { runOn }),
      },
      {
        ...opts,
        dependsOn: linked.filter((each) => each !== undefined),
        replaceOnChanges: ["runOn"],
        deleteBeforeReplace: true,
      },
    );
  });
}

/** What can be said of schedules by themselves. */
export function scheduleRules(schedules: Keyed<AutomationAccountScheduleArgs>): Rule[] {
  return [
    ...childNameRules(schedules, "schedule", "schedules", "scheduleName"),
    ...Object.entries(schedules ?? {}).map(([key, args]) => {
      const { frequency, interval, startTime, expiryTime, timeZone } = args;
      const { weekDays, monthDays, monthlyOccurrences } = args;
      return rule(
        {
          frequency,
          interval,
          startTime,
          expiryTime,
          timeZone,
          weekDays,
          monthDays,
          monthlyOccurrences,
        },
        (known) => automationScheduleFindings(known, `schedules.${key}`),
      );
    }),
  ];
}

/** What can be said of links: their ends are there, each pair is linked once, and a worker can run the runbook. */
export function jobScheduleRules(
  links: Keyed<AutomationAccountJobScheduleArgs>,
  runbooks: Keyed<AutomationAccountRunbookArgs>,
  schedules: Keyed<AutomationAccountScheduleArgs>,
  environmentKeys: readonly string[],
): Rule[] {
  const path = "jobSchedules";
  return [
    rule({}, () => repeatedLinkFindings(links ?? {}, path)),
    ...Object.entries(links ?? {}).flatMap(([key, { runbook, schedule, parameters, runOn }]) => {
      const at = `${path}.${key}`;
      const environment = runbooks?.[runbook]?.runtimeEnvironment;
      return [
        rule({}, () => [
          ...missingKeyFindings(runbook, "runbooks", Object.keys(runbooks ?? {}), `${at}.runbook`),
          ...missingKeyFindings(
            schedule,
            "schedules",
            Object.keys(schedules ?? {}),
            `${at}.schedule`,
          ),
          ...(runOn !== undefined &&
          environment !== undefined &&
          environmentKeys.includes(environment)
            ? ownEnvironmentOnWorkerFindings(environment, `${at}.runOn`)
            : []),
        ]),
        ...ruleOn(parameters, (known) =>
          jobParameterFindings(known as Record<string, string>, `${at}.parameters`),
        ),
      ];
    }),
  ];
}
