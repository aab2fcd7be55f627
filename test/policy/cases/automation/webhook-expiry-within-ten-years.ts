import { automationAccount, group } from "../../fixtures";
import { webhook } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-WEBHOOK-002",
  shownAs: { expiryTime: "2027-09-01T00:00:00Z" },
  compliant: [[group, automationAccount, webhook]],
  failing: [
    {
      title: "a webhook for ever",
      change: (program) => withArgs(program, "webhook", { expiryTime: "2099-01-01T00:00:00Z" }),
      messages: [
        "expiryTime: The webhook would expire on 2099-01-01T00:00:00Z; Azure lets one live 10 years. Give an earlier time.",
      ],
    },
  ],
  unknown: [{ resource: "webhook", property: "expiryTime" }],
};
