import { spansKeptLess, type KeptPoints } from "../../azure/backup-immutability";
import {
  type BackupPolicy,
  type BackupRetention,
  instantRetentionOf,
} from "../../azure/backup-policy";
import {
  asArray,
  asObject,
  asText,
  type JsonObject,
  valueAt,
  withoutUndefined,
  numberOf,
} from "../json";

/** A policy's properties as Azure's JSON has them, read for the rules. */
export function readPolicy(properties: JsonObject): BackupPolicy {
  const schedule = asObject(properties.schedulePolicy);
  const frequency = asText(schedule.scheduleRunFrequency);
  const enhanced = asText(properties.policyType) === "V2";
  const hourly = asObject(schedule.hourlySchedule);
  // An Enhanced policy has its times one level deeper.
  const times = enhanced
    ? asObject(frequency === "Weekly" ? schedule.weeklySchedule : schedule.dailySchedule)
    : schedule;
  const retention = asObject(properties.retentionPolicy);
  const instant = properties.instantRpRetentionRangeInDays;
  return {
    type: enhanced ? "V2" : "V1",
    frequency: frequency === "Hourly" || frequency === "Weekly" ? frequency : "Daily",
    runTimes: texts(times.scheduleRunTimes),
    runDays: texts(times.scheduleRunDays),
    hourly:
      frequency === "Hourly"
        ? {
            startTime: asText(hourly.scheduleWindowStartTime),
            intervalInHours: numberOf(hourly.interval ?? 0),
            windowInHours: numberOf(hourly.scheduleWindowDuration ?? 0),
          }
        : undefined,
    instantRetentionInDays: typeof instant === "number" ? instant : undefined,
    timeZone: asText(properties.timeZone),
    daily: readRetention(retention.dailySchedule),
    weekly: readRetention(retention.weeklySchedule),
    monthly: readRetention(retention.monthlySchedule),
    yearly: readRetention(retention.yearlySchedule),
  };
}

function readRetention(span: unknown): BackupRetention | undefined {
  return span === undefined || span === null
    ? undefined
    : {
        times: texts(valueAt(span, "retentionTimes")),
        count: numberOf(valueAt(span, "retentionDuration.count") ?? 0),
      };
}

function texts(value: unknown): string[] {
  return asArray(value).flatMap((entry) => asText(entry) ?? []);
}

/**
 * What is kept of a policy: what was sent, and what Azure adds. Shapes:
 * ProtectionPolicies_CreateOrUpdate_Complex.json, V2Policy/v2-Get-Policy.json.
 */
export function storedPolicy(sent: JsonObject): JsonObject {
  const policy = readPolicy(sent);
  return withoutUndefined({
    backupManagementType: "AzureIaasVM",
    policyType: policy.type,
    instantRPDetails: sent.instantRPDetails ?? {},
    schedulePolicy:
      policy.type === "V1"
        ? { scheduleWeeklyFrequency: 0, ...asObject(sent.schedulePolicy) }
        : sent.schedulePolicy,
    retentionPolicy: sent.retentionPolicy,
    tieringPolicy: sent.tieringPolicy,
    snapshotConsistencyType: sent.snapshotConsistencyType,
    instantRpRetentionRangeInDays: instantRetentionOf(policy),
    timeZone: sent.timeZone ?? "UTC",
  });
}

/** The policy that each vault has. Its time is assumed, the rest is of recorded az backup tests. */
export function defaultPolicy(hour: number): JsonObject {
  const time = `2026-01-01T${String(hour).padStart(2, "0")}:00:00Z`;
  return storedPolicy({
    backupManagementType: "AzureIaasVM",
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicy",
      scheduleRunFrequency: "Daily",
      scheduleRunTimes: [time],
    },
    retentionPolicy: {
      retentionPolicyType: "LongTermRetentionPolicy",
      dailySchedule: {
        retentionTimes: [time],
        retentionDuration: { count: 30, durationType: "Days" },
      },
    },
    timeZone: "UTC",
  });
}

/** Days for which a policy keeps a recovery point in the vault: those of its daily or weekly retention. */
export function vaultRetentionInDays(properties: JsonObject): number {
  const { daily, weekly } = readPolicy(properties);
  return daily?.count ?? (weekly?.count ?? 0) * 7;
}

/** Whether a policy keeps less than another one in any span: what an immutable vault refuses. */
export function keepsLess(after: JsonObject, before: JsonObject): boolean {
  return spansKeptLess(keptBy(after), keptBy(before)).length > 0;
}

function keptBy(properties: JsonObject): KeptPoints {
  const { daily, weekly, monthly, yearly } = readPolicy(properties);
  return {
    daily: daily?.count,
    weekly: weekly?.count,
    monthly: monthly?.count,
    yearly: yearly?.count,
  };
}
