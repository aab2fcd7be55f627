import type * as pulumi from "@pulumi/pulumi";
import { mapInput } from "../shared/inputs";

/** Day of the week on which a policy backs up. */
export const BackupDay = {
  Sunday: "Sunday",
  Monday: "Monday",
  Tuesday: "Tuesday",
  Wednesday: "Wednesday",
  Thursday: "Thursday",
  Friday: "Friday",
  Saturday: "Saturday",
} as const;
export type BackupDay = (typeof BackupDay)[keyof typeof BackupDay];

/** Backups by the hour, which only an Enhanced policy takes. */
export interface BackupPolicyHourlyArgs {
  /** Time of day of the first backup, as `HH:MM` on the hour or the half hour. Defaults to `08:00`. */
  startTime?: pulumi.Input<string>;
  /** Hours between backups: 4, 6, 8, 12 or 24. Defaults to `4`. */
  intervalInHours?: pulumi.Input<number>;
  /** Hours of the day in which backups are made: a multiple of the interval, up to 24. Defaults to `12`. */
  windowInHours?: pulumi.Input<number>;
}

/** Backups once a week on each of some days. */
export interface BackupPolicyWeeklyArgs {
  /** Days of the week, of `BackupDay`. Defaults to `Sunday`. */
  days?: pulumi.Input<BackupDay>[];
}

export interface ScheduleArguments {
  readonly time?: pulumi.Input<string>;
  readonly hourly?: BackupPolicyHourlyArgs;
  readonly weekly?: BackupPolicyWeeklyArgs;
}

/** A schedule with all its defaults. */
export function scheduleOf({ time, hourly, weekly }: ScheduleArguments) {
  const at = hourly === undefined ? (time ?? "02:00") : (hourly.startTime ?? "08:00");
  return {
    frequency: hourly !== undefined ? "Hourly" : weekly !== undefined ? "Weekly" : "Daily",
    // Only the time of day counts; the date stays, so that nothing changes from run to run.
    time: mapInput(at, (known) => `2026-01-01T${known}:00Z`),
    days: weekly === undefined ? [] : (weekly.days ?? [BackupDay.Sunday]),
    intervalInHours: hourly?.intervalInHours ?? 4,
    windowInHours: hourly?.windowInHours ?? 12,
  } as const;
}
export type Schedule = ReturnType<typeof scheduleOf>;

/** The schedule as Azure takes it: an Enhanced policy has it one level deeper. */
export function schedulePolicyOf(schedule: Schedule, isEnhanced: boolean) {
  const { frequency, time, days } = schedule;
  const times = {
    scheduleRunTimes: [time],
    ...(frequency === "Weekly" && { scheduleRunDays: days }),
  };
  if (!isEnhanced) {
    return {
      schedulePolicyType: "SimpleSchedulePolicy" as const,
      scheduleRunFrequency: frequency,
      ...times,
    };
  }
  return {
    schedulePolicyType: "SimpleSchedulePolicyV2" as const,
    scheduleRunFrequency: frequency,
    ...(frequency === "Daily" && { dailySchedule: times }),
    ...(frequency === "Weekly" && { weeklySchedule: times }),
    ...(frequency === "Hourly" && {
      hourlySchedule: {
        interval: schedule.intervalInHours,
        scheduleWindowStartTime: time,
        scheduleWindowDuration: schedule.windowInHours,
      },
    }),
  };
}
