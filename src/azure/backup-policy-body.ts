import type { BackupPolicy, BackupRetention } from "./backup-policy";

type Body = Readonly<Record<string, unknown>>;

/** A policy's properties as Azure's JSON has them, read for the rules. Source: Azure Backup API, `AzureIaaSVMProtectionPolicy`. */
export function readBackupPolicy(properties: Body): BackupPolicy {
  const schedule = objectIn(properties.schedulePolicy);
  const frequency = schedule.scheduleRunFrequency;
  const enhanced = properties.policyType === "V2";
  const hourly = objectIn(schedule.hourlySchedule);
  // An Enhanced policy has its times one level deeper.
  const times = enhanced
    ? objectIn(frequency === "Weekly" ? schedule.weeklySchedule : schedule.dailySchedule)
    : schedule;
  const retention = objectIn(properties.retentionPolicy);
  const instant = properties.instantRpRetentionRangeInDays;
  return {
    type: enhanced ? "V2" : "V1",
    frequency: frequency === "Hourly" || frequency === "Weekly" ? frequency : "Daily",
    runTimes: textsIn(times.scheduleRunTimes),
    runDays: textsIn(times.scheduleRunDays),
    hourly:
      frequency === "Hourly"
        ? {
            startTime: textIn(hourly.scheduleWindowStartTime),
            intervalInHours: numberIn(hourly.interval ?? 0),
            windowInHours: numberIn(hourly.scheduleWindowDuration ?? 0),
          }
        : undefined,
    instantRetentionInDays: typeof instant === "number" ? instant : undefined,
    timeZone: textIn(properties.timeZone),
    daily: readRetention(retention.dailySchedule),
    weekly: readRetention(retention.weeklySchedule),
    monthly: readRetention(retention.monthlySchedule),
    yearly: readRetention(retention.yearlySchedule),
  };
}

function readRetention(span: unknown): BackupRetention | undefined {
  if (span === undefined || span === null) {
    return undefined;
  }
  const { retentionTimes, retentionDuration } = objectIn(span);
  return {
    times: textsIn(retentionTimes),
    count: numberIn(objectIn(retentionDuration).count ?? 0),
  };
}

function objectIn(value: unknown): Body {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Body)
    : {};
}

function textIn(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

/** What is no number is none, and no rule takes it for one. */
function numberIn(value: unknown): number {
  return typeof value === "number" || (typeof value === "string" && value.trim() !== "")
    ? Number(value)
    : Number.NaN;
}
