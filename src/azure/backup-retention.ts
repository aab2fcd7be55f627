import type { BackupPolicy, BackupRetention } from "./backup-policy";
import { propertyPath, type Finding } from "./finding";

/** Most recovery points of one span that a policy can keep. Source: learn.microsoft.com backup/backup-support-matrix-iaas. */
export const longestRetention = 9999;

/**
 * Fewest recovery points of one span that a policy can keep.
 *
 * Source: hashicorp/terraform-provider-azurerm website/docs/r/backup_policy_vm.html.markdown: Azure asks for
 * seven days of each policy that is made or changed.
 */
const shortestRetention = { daily: 7, weekly: 1, monthly: 1, yearly: 1 } as const;

/** Refuses what Azure refuses of how long, and of when, recovery points are kept. */
export function retentionFindings(policy: BackupPolicy, path: string): Finding[] {
  const needed = policy.frequency === "Weekly" ? "weekly" : "daily";
  const spans = (["daily", "weekly", "monthly", "yearly"] as const).flatMap((name) => {
    const span = policy[name];
    return span === undefined ? [] : [{ name, span, at: propertyPath(path, `${name}Schedule`) }];
  });
  return [
    ...(policy[needed] === undefined
      ? [
          error(
            "EVG-BACKUP-018",
            propertyPath(path, `${needed}Schedule`),
            `A policy that backs up ${policy.frequency.toLowerCase()} has no ${needed} retention.`,
            `Say how long ${needed} recovery points are kept.`,
          ),
        ]
      : []),
    ...(policy.frequency === "Weekly" && policy.daily !== undefined
      ? [
          error(
            "EVG-BACKUP-019",
            propertyPath(path, "dailySchedule"),
            "A policy that backs up weekly has a daily retention.",
            "Leave the daily retention out.",
          ),
        ]
      : []),
    ...spans
      .filter(
        ({ name, span }) =>
          !(
            Number.isInteger(span.count) &&
            span.count >= shortestRetention[name] &&
            span.count <= longestRetention
          ),
      )
      .map(({ name, span, at }) =>
        error(
          "EVG-BACKUP-020",
          propertyPath(at, "retentionDuration.count"),
          `The ${name} retention of ${span.count} is not between ${shortestRetention[name]} and ${longestRetention}.`,
          `Give a whole number from ${shortestRetention[name]} to ${longestRetention}.`,
        ),
      ),
    ...spans
      .filter(({ span }) => !sameTimes(policy, span))
      .map(({ name, at }) =>
        error(
          "EVG-BACKUP-021",
          propertyPath(at, "retentionTimes"),
          `The times of the ${name} retention are not those of the backups.`,
          "Give the same times.",
        ),
      ),
  ];
}

/**
 * Retention times equal the schedule's, so that it is said once what is kept. Only asked of Standard
 * policies: the official example of an Enhanced one (v2-Get-Policy.json) has two times.
 */
function sameTimes(policy: BackupPolicy, span: BackupRetention): boolean {
  if (policy.type === "V2") {
    return true;
  }
  const minutes = (times: readonly string[]): string => times.map(minutesOf).sort().join();
  return minutes(span.times) === minutes(policy.runTimes);
}

/** Minutes since midnight; `NaN` for what is no date-time. */
export function minutesOf(time: string): number {
  const [, hour, minute] = /T(\d{2}):(\d{2})/.exec(time) ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  return minutes < 24 * 60 && Number(minute) < 60 ? minutes : NaN;
}

function error(ruleId: string, path: string, message: string, fix: string): Finding {
  return { ruleId, severity: "error", propertyPath: path, message, fix };
}
