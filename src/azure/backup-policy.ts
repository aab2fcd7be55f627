import { minutesOf, retentionFindings } from "./backup-retention";
import { propertyPath, type Finding } from "./finding";
import { windowsTimeZoneFindings } from "./time-zones";

/*
 * Backup policies of virtual machines. Source: learn.microsoft.com backup/backup-support-matrix-iaas,
 * backup-instant-restore-capability and backup-azure-vms-enhanced-policy; the code of a refused policy
 * (BMSUserErrorInvalidPolicyInput) with its causes from Azure/azure-sdk-for-go issue 2822 and
 * hashicorp/terraform-provider-azurerm pull request 24539; the window of hourly backups from its
 * website/docs/r/backup_policy_vm.html.markdown.
 */

/** `V1` is called Standard and `V2` Enhanced. */
export type BackupPolicyType = "V1" | "V2";

export type BackupFrequency = "Hourly" | "Daily" | "Weekly";

/** Hours between backups that an Enhanced policy takes. */
export const hourlyIntervals: readonly number[] = [4, 6, 8, 12, 24];

/** Days for which instant recovery points can be kept, and what they are when nothing is asked for. */
export const instantRetention: Readonly<
  Record<
    BackupPolicyType,
    { readonly from: number; readonly to: number; readonly byDefault: number }
  >
> = {
  V1: { from: 1, to: 5, byDefault: 2 },
  V2: { from: 1, to: 30, byDefault: 7 },
};

/** Days for which a weekly Standard policy keeps instant recovery points: no other number is taken. */
export const weeklyInstantRetentionInDays = 5;

/** One span of retention: when its recovery points are taken, and how many units they are kept. */
export interface BackupRetention {
  /** The times of day, as date-times of which only the time counts. */
  readonly times: readonly string[];
  readonly count: number;
}

/** A policy as the rules see it. */
export interface BackupPolicy {
  readonly type: BackupPolicyType;
  readonly frequency: BackupFrequency;
  /** Times of day of daily and weekly backups, as date-times of which only the time counts. */
  readonly runTimes: readonly string[];
  /** Days of weekly backups, for example `Sunday`. */
  readonly runDays: readonly string[];
  /** Left out unless the frequency is hourly. */
  readonly hourly?:
    | {
        /** A date-time of which only the time of day counts. Left out when Azure is not told one. */
        readonly startTime?: string | undefined;
        readonly intervalInHours: number;
        readonly windowInHours: number;
      }
    | undefined;
  /** Left out for the default. */
  readonly instantRetentionInDays?: number | undefined;
  /** Windows id. Left out for UTC. */
  readonly timeZone?: string | undefined;
  readonly daily?: BackupRetention | undefined;
  readonly weekly?: BackupRetention | undefined;
  readonly monthly?: BackupRetention | undefined;
  readonly yearly?: BackupRetention | undefined;
}

/** Days for which a policy keeps instant recovery points. */
export function instantRetentionOf(
  policy: Pick<BackupPolicy, "type" | "frequency" | "instantRetentionInDays">,
): number {
  return policy.instantRetentionInDays ?? defaultInstantRetention(policy);
}

function defaultInstantRetention({
  type,
  frequency,
}: Pick<BackupPolicy, "type" | "frequency">): number {
  return type === "V1" && frequency === "Weekly"
    ? weeklyInstantRetentionInDays
    : instantRetention[type].byDefault;
}

/** Refuses a policy that Azure Backup refuses. */
export function backupPolicyFindings(policy: BackupPolicy, basePath: string): Finding[] {
  return [
    ...scheduleFindings(policy, propertyPath(basePath, "schedulePolicy")),
    ...instantFindings(policy, propertyPath(basePath, "instantRpRetentionRangeInDays")),
    ...retentionFindings(policy, propertyPath(basePath, "retentionPolicy")),
    ...(policy.timeZone === undefined
      ? []
      : windowsTimeZoneFindings(policy.timeZone, propertyPath(basePath, "timeZone"))),
  ];
}

function scheduleFindings(policy: BackupPolicy, path: string): Finding[] {
  if (policy.frequency === "Hourly") {
    return hourlyFindings(policy, path);
  }
  const runTimes = propertyPath(path, "scheduleRunTimes");
  const findings: Finding[] = [];
  if (policy.runTimes.length !== 1) {
    findings.push(
      error(
        "EVG-BACKUP-012",
        runTimes,
        `A ${policy.frequency.toLowerCase()} backup runs at one time of the day, and ${policy.runTimes.length} are given.`,
        "Give one time.",
      ),
    );
  }
  findings.push(...timeFindings(policy.runTimes, runTimes));
  if (policy.frequency === "Weekly" && policy.runDays.length === 0) {
    findings.push(
      error(
        "EVG-BACKUP-014",
        propertyPath(path, "scheduleRunDays"),
        "A weekly backup has no day on which it runs.",
        "Give at least one day of the week.",
      ),
    );
  }
  return findings;
}

function timeFindings(times: readonly string[], path: string): Finding[] {
  const odd = times.find((time) => minutesOf(time) % 30 !== 0);
  return odd === undefined
    ? []
    : [
        error(
          "EVG-BACKUP-013",
          path,
          `The backup time "${clockOf(odd)}" is not on the hour or the half hour.`,
          "Give a time on the hour or the half hour.",
        ),
      ];
}

function hourlyFindings(policy: BackupPolicy, path: string): Finding[] {
  const hourly = propertyPath(path, "hourlySchedule");
  if (policy.type === "V1") {
    return [
      error(
        "EVG-BACKUP-010",
        propertyPath(path, "scheduleRunFrequency"),
        "A Standard policy does not back up by the hour.",
        "Use an Enhanced policy, or back up daily or weekly.",
      ),
    ];
  }
  const { intervalInHours, windowInHours, startTime } = policy.hourly ?? {
    intervalInHours: 0,
    windowInHours: 0,
  };
  const findings: Finding[] = [];
  if (startTime !== undefined) {
    findings.push(...timeFindings([startTime], propertyPath(hourly, "scheduleWindowStartTime")));
  }
  if (!hourlyIntervals.includes(intervalInHours)) {
    findings.push(
      error(
        "EVG-BACKUP-011",
        propertyPath(hourly, "interval"),
        `Backups every ${intervalInHours} hours are not among the intervals ${hourlyIntervals.join(", ")}.`,
        `Give one of ${hourlyIntervals.join(", ")}.`,
      ),
    );
  }
  if (windowInHours < Math.max(4, intervalInHours) || windowInHours > 24) {
    findings.push(
      error(
        "EVG-BACKUP-015",
        propertyPath(hourly, "scheduleWindowDuration"),
        `The window of ${windowInHours} hours is not between the interval and 24 hours.`,
        "Give a window from the interval, at least 4, to 24 hours.",
      ),
    );
  } else if (hourlyIntervals.includes(intervalInHours) && windowInHours % intervalInHours !== 0) {
    findings.push(
      error(
        "EVG-BACKUP-026",
        propertyPath(hourly, "scheduleWindowDuration"),
        `The window of ${windowInHours} hours is no multiple of the interval of ${intervalInHours} hours.`,
        "Give a multiple of the interval.",
      ),
    );
  }
  return findings;
}

function instantFindings(policy: BackupPolicy, path: string): Finding[] {
  const days = instantRetentionOf(policy);
  if (policy.type === "V1" && policy.frequency === "Weekly") {
    return days === weeklyInstantRetentionInDays
      ? []
      : [
          error(
            "EVG-BACKUP-016",
            path,
            `Instant recovery points are to be kept for ${days} days, but a weekly Standard policy keeps them for ${weeklyInstantRetentionInDays}.`,
            `Give ${weeklyInstantRetentionInDays}, or leave it out.`,
          ),
        ];
  }
  const { from, to } = instantRetention[policy.type];
  return Number.isInteger(days) && days >= from && days <= to
    ? []
    : [
        error(
          "EVG-BACKUP-017",
          path,
          `Instant recovery points are to be kept for ${days} days, but ${policy.type === "V1" ? "a Standard" : "an Enhanced"} policy keeps them for ${from} to ${to} whole days.`,
          `Give a whole number from ${from} to ${to}.`,
        ),
      ];
}

/** The time of day in a date-time, as a person writes it. */
function clockOf(time: string): string {
  return /T(.*):00Z$/.exec(time)?.[1] ?? time;
}

function error(ruleId: string, path: string, message: string, fix: string): Finding {
  return { ruleId, severity: "error", propertyPath: path, message, fix };
}
