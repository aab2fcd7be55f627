import { automationAccount, group } from "../../fixtures";
import { webhook } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-WEBHOOK-001",
  shownAs: { expiryTime: "2027-09-01T00:00:00Z" },
  compliant: [[group, automationAccount, webhook]],
  failing: [
    {
      title: "a text that is no moment",
      change: (program) => withArgs(program, "webhook", { expiryTime: "next summer" }),
      messages: [
        `expiryTime: "next summer" is no date and time. Give it like "2027-06-30T00:00:00Z".`,
      ],
    },
  ],
  unknown: [{ resource: "webhook", property: "expiryTime" }],
};
