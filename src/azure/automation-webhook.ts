import type { Finding } from "./finding";

/** Source: learn.microsoft.com automation/automation-webhooks. */
export const longestWebhookLifeInYears = 10;

/** The last moment to which a webhook that is made at a moment can live. */
export function lastWebhookExpiry(now: Date): Date {
  const last = new Date(now);
  last.setUTCFullYear(now.getUTCFullYear() + longestWebhookLifeInYears);
  return last;
}

/**
 * Refuses an expiry that is no moment, and one that lies too far ahead. One that has passed is left to the making
 * of the webhook, for a webhook that has ended must not keep its stack from being deployed.
 */
export function webhookExpiryFindings(expiryTime: string, path: string, now: Date): Finding[] {
  const moment = new Date(expiryTime);
  if (!/^\d{4}-\d\d-\d\d/.test(expiryTime) || Number.isNaN(moment.getTime())) {
    return [
      {
        ruleId: "EVG-WEBHOOK-001",
        severity: "error",
        propertyPath: path,
        message: `"${expiryTime}" is no date and time.`,
        fix: 'Give it like "2027-06-30T00:00:00Z".',
      },
    ];
  }
  if (moment > lastWebhookExpiry(now)) {
    return [
      {
        ruleId: "EVG-WEBHOOK-002",
        severity: "error",
        propertyPath: path,
        message: `The webhook would expire on ${expiryTime}; Azure lets one live ${longestWebhookLifeInYears} years.`,
        fix: "Give an earlier time.",
      },
    ];
  }
  return moment <= now
    ? [
        {
          ruleId: "EVG-WEBHOOK-003",
          severity: "warning",
          propertyPath: path,
          message: `The webhook has expired on ${expiryTime}, and Azure no longer starts anything by it.`,
          fix: "Give a later time: the webhook is then made anew, with another address.",
        },
      ]
    : [];
}
