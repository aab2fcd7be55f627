import { armUrl, automationAccountApiVersion } from "../../arm/api";
import { asObject } from "../../arm/errors";
import { automationLimits } from "../../azure/automation-limits";
import { errorFinding, type Finding } from "../../azure/finding";
import type { Run } from "../run/run";

/** What job minutes beyond the free ones cost; Azure tells no prices here, so whoever asks says it. */
export interface MinutePrice {
  readonly perMinute: number;
  /** Three letters, as `EUR`. */
  readonly currency: string;
}

/** Job minutes that an automation account has used this month, and what they come to. */
export interface UpdateCost {
  readonly accountId: string;
  /** Minutes of jobs of this account, whatever they did. */
  readonly accountMinutes: number;
  /** Minutes of all accounts of its subscription. */
  readonly subscriptionMinutes: number;
  /** Free in a month. */
  readonly freeMinutes: number;
  /** Minutes of the subscription beyond the free ones. */
  readonly billedMinutes: number;
  /** Price of the billed minutes; `undefined` where no price was given. */
  readonly price: { readonly amount: number; readonly currency: string } | undefined;
}

/**
 * Whom the free minutes are for. Sources: learn.microsoft.com site-recovery/azure-to-azure-autoupdate (account);
 * automation/automation-subscription-limits-faq (subscription).
 */
export const freeMinutesNote = `${automationLimits.freeJobMinutesPerMonth} job minutes a month are free: today for a subscription, all its automation accounts together; Microsoft's page on agent auto-update says for an account. A job takes from a few seconds to about a minute a day.`;

/** Refuses a price that is none. */
export function minutePriceFindings(price: {
  readonly perMinute?: number | undefined;
  readonly currency?: string | undefined;
}): Finding[] {
  const { perMinute, currency } = price;
  const findings: Finding[] = [];
  if (perMinute !== undefined && !(Number.isFinite(perMinute) && perMinute >= 0)) {
    findings.push(
      errorFinding(
        "EVG-COST-001",
        "pricePerMinute",
        `The price of a job minute is ${perMinute}, and must be a number that is not below 0.`,
        "Give what Azure's price list says for your region and offer.",
      ),
    );
  }
  if (currency !== undefined && !/^[A-Z]{3}$/.test(currency)) {
    findings.push(
      errorFinding(
        "EVG-COST-002",
        "currency",
        `The currency "${currency}" is no code of three capital letters.`,
        'Give one such as "EUR".',
      ),
    );
  }
  if ((perMinute === undefined) !== (currency === undefined)) {
    findings.push(
      errorFinding(
        "EVG-COST-003",
        perMinute === undefined ? "pricePerMinute" : "currency",
        "A price has a number and a currency, and only one of them is given.",
        "Give both, or none.",
      ),
    );
  }
  return findings;
}

/** Reads what an account has used this month. */
export async function readCost(
  run: Run,
  accountId: string,
  price: MinutePrice | undefined,
): Promise<UpdateCost> {
  const url = armUrl(accountId, automationAccountApiVersion, "usages");
  const usages = await run.client.list(url, run.signal);
  const used = (name: string) => {
    const usage = usages.find((each) => asObject(each.name)?.value === name);
    return typeof usage?.currentValue === "number" ? usage.currentValue : 0;
  };
  const subscriptionMinutes = used("SubscriptionUsage");
  const freeMinutes = automationLimits.freeJobMinutesPerMonth;
  const billedMinutes = Math.max(0, subscriptionMinutes - freeMinutes);
  return {
    accountId,
    accountMinutes: used("AccountUsage"),
    subscriptionMinutes,
    freeMinutes,
    billedMinutes,
    price: price && { amount: billedMinutes * price.perMinute, currency: price.currency },
  };
}
