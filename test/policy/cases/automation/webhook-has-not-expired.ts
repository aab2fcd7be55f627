import { automationAccount, group } from "../../fixtures";
import { webhook } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-WEBHOOK-003",
  shownAs: { expiryTime: "2027-09-01T00:00:00Z" },
  compliant: [[group, automationAccount, webhook]],
  failing: [
    {
      title: "a webhook of last year",
      change: (program) => withArgs(program, "webhook", { expiryTime: "2025-01-01T00:00:00Z" }),
      messages: [
        "expiryTime: The webhook has expired on 2025-01-01T00:00:00Z, and Azure no longer starts anything by it. Give a later time: the webhook is then made anew, with another address.",
      ],
    },
  ],
  unknown: [{ resource: "webhook", property: "expiryTime" }],
};
