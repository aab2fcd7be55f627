import { archiveFindings } from "../../azure/backup-archive";
import {
  backupPolicyFindings,
  type BackupPolicy,
  type BackupRetention,
} from "../../azure/backup-policy";
import type { Finding } from "../../azure/finding";
import type { DeclaredResource } from "../model/declared-resource";
import type { Reader } from "../model/reader";

export const policyType = "Microsoft.RecoveryServices/vaults/backupPolicies";

/** A policy of virtual machines as `src/azure` judges it; `undefined` for one of something else. */
export function machinePolicyOf({ inputs }: DeclaredResource): BackupPolicy | undefined {
  const properties = inputs.object("properties");
  if (properties?.text("backupManagementType") !== "AzureIaasVM") {
    return undefined;
  }
  const type = properties.text("policyType") === "V2" ? "V2" : "V1";
  const schedule = properties.object("schedulePolicy");
  const word = schedule?.text("scheduleRunFrequency");
  const frequency = word === "Hourly" || word === "Weekly" ? word : "Daily";
  // An Enhanced policy has its times one level deeper.
  const times = type === "V2" ? schedule?.object(`${frequency.toLowerCase()}Schedule`) : schedule;
  const retention = properties.object("retentionPolicy");
  return {
    type,
    frequency,
    runTimes: times?.texts("scheduleRunTimes") ?? [],
    runDays: times?.texts("scheduleRunDays") ?? [],
    hourly:
      frequency === "Hourly"
        ? {
            startTime: schedule?.text("hourlySchedule.scheduleWindowStartTime"),
            intervalInHours: schedule?.number("hourlySchedule.interval") ?? 0,
            windowInHours: schedule?.number("hourlySchedule.scheduleWindowDuration") ?? 0,
          }
        : undefined,
    instantRetentionInDays: properties.number("instantRpRetentionRangeInDays"),
    timeZone: properties.text("timeZone"),
    daily: retentionOf(retention, "dailySchedule"),
    weekly: retentionOf(retention, "weeklySchedule"),
    monthly: retentionOf(retention, "monthlySchedule"),
    yearly: retentionOf(retention, "yearlySchedule"),
  };
}

function retentionOf(retention: Reader | undefined, span: string): BackupRetention | undefined {
  const schedule = retention?.object(span);
  return schedule === undefined
    ? undefined
    : {
        times: schedule.texts("retentionTimes"),
        count: schedule.number("retentionDuration.count") ?? 0,
      };
}

/** All that Azure Backup refuses of a policy; nothing of one that is not of machines. */
export function policyFindings(resource: DeclaredResource): Finding[] {
  const policy = machinePolicyOf(resource);
  return policy === undefined
    ? []
    : backupPolicyFindings(policy, "properties").map((finding) => ({
        ...finding,
        propertyPath:
          policy.type === "V2"
            ? finding.propertyPath.replace(
                /(?<=schedulePolicy\.)(?=scheduleRun(Times|Days)$)/,
                `${policy.frequency.toLowerCase()}Schedule.`,
              )
            : finding.propertyPath,
      }));
}

/** What Azure Backup refuses of a policy's moves to the archive. */
export function policyArchiveFindings({ inputs }: DeclaredResource): Finding[] {
  const properties = inputs.object("properties");
  const tiering = properties?.object("tieringPolicy")?.object("ArchivedRP");
  if (properties === undefined || tiering?.text("tieringMode") !== "TierAfter") {
    return [];
  }
  const count = (span: string): number =>
    properties.number(`retentionPolicy.${span}.retentionDuration.count`) ?? 0;
  return archiveFindings(
    {
      afterMonths: tiering.number("duration") ?? 0,
      monthlyRetentionInMonths: count("monthlySchedule"),
      yearlyRetentionInYears: count("yearlySchedule"),
    },
    tiering.at("duration"),
  );
}

/** Whether a policy says that recovery points go to the archive. */
export function archiveModePath({ inputs }: DeclaredResource): string | undefined {
  const path = "properties.tieringPolicy.ArchivedRP.tieringMode";
  const mode = inputs.text(path);
  return mode === "TierAfter" || mode === "TierRecommended" ? path : undefined;
}
