import { automationLimits } from "../../azure/automation-limits";
import { asObject, asText, valueAt } from "../json";
import type { Operation, Platform } from "../operation";
import { requireResource } from "../resource-manager/resource-checks";
import { accountPath, accountType, examples } from "./automation-accounts";

const subject = "job minutes by account and month";

/** Adds the time that a job of an account has run to the account's month. */
export function countMinutes(platform: Platform, accountId: string, minutes: number): void {
  const key = keyOf(accountId, platform.clock.now());
  const notes = platform.estate.notes<number>(subject);
  notes.set(key, (notes.get(key) ?? 0) + minutes);
}

/**
 * What an account has used this month. The free minutes are the subscription's, all its accounts
 * together; only accounts of the Free price have nothing beyond them.
 */
export const usageOperations: Operation[] = [
  {
    id: "Usages_ListByAutomationAccount",
    method: "GET",
    path: `${accountPath}/usages`,
    action: `${accountType}/usages/read`,
    witness: `${examples}/getUsagesOfAutomationAccount.json`,
    handle: (call) => {
      const account = requireResource(
        { type: accountType },
        call,
        call.path.split("/").slice(0, -1).join("/"),
      );
      const now = call.clock.now();
      const month = `/${now.toISOString().slice(0, 7)}`;
      const notes = call.estate.notes<number>(subject);
      const all = [...notes].filter(([key]) => key.endsWith(month)).map(([, minutes]) => minutes);
      const together = all.reduce((sum, minutes) => sum + minutes, 0);
      const limit = automationLimits.freeJobMinutesPerMonth;
      const isFree = asText(valueAt(asObject(account.properties), "sku.name")) === "Free";
      const usage = (name: string, currentValue: number): object => ({
        id: `${account.id}/usages/${name}`,
        name: { value: name, localizedValue: name },
        unit: "Minute",
        currentValue,
        limit,
        throttleStatus:
          isFree && together >= limit ? "ThrottledAtSubscriptionLevel" : "NotThrottled",
      });
      return {
        status: 200,
        body: {
          value: [
            usage("AccountUsage", notes.get(keyOf(account.id, now)) ?? 0),
            usage("SubscriptionUsage", together),
          ],
        },
      };
    },
  },
];

function keyOf(accountId: string, now: Date): string {
  return `${accountId.toLowerCase()}/${now.toISOString().slice(0, 7)}`;
}
