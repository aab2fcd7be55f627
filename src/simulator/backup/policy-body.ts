import { spansKeptLess, type KeptPoints } from "../../azure/backup-immutability";
import { instantRetentionOf } from "../../azure/backup-policy";
import { readBackupPolicy } from "../../azure/backup-policy-body";
import { asObject, type JsonObject, withoutUndefined } from "../json";

/**
 * What is kept of a policy: what was sent, and what Azure adds. Shapes:
 * ProtectionPolicies_CreateOrUpdate_Complex.json, V2Policy/v2-Get-Policy.json.
 */
export function storedPolicy(sent: JsonObject): JsonObject {
  const policy = readBackupPolicy(sent);
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
  const { daily, weekly } = readBackupPolicy(properties);
  return daily?.count ?? (weekly?.count ?? 0) * 7;
}

/** Whether a policy keeps less than another one in any span: what an immutable vault refuses. */
export function keepsLess(after: JsonObject, before: JsonObject): boolean {
  return spansKeptLess(keptBy(after), keptBy(before)).length > 0;
}

function keptBy(properties: JsonObject): KeptPoints {
  const { daily, weekly, monthly, yearly } = readBackupPolicy(properties);
  return {
    daily: daily?.count,
    weekly: weekly?.count,
    monthly: monthly?.count,
    yearly: yearly?.count,
  };
}
