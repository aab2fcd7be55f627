import { automationAccount, group } from "../../fixtures";
import { inDays, webhook } from "../../fixtures-automation";
import { type RuleCases, ref, resource, withArgs } from "../../program";

const soon = inDays(40);
export const cases: RuleCases = {
  rule: "EVG-AUTOMATION-036",
  shownAs: { expiryTime: "2027-09-01T00:00:00Z" },
  compliant: [
    [group, automationAccount, webhook],
    [
      group,
      automationAccount,
      resource("azure-evergreen:index:AutomationWebhook", "webhook", {
        automationAccountId: ref("account"),
        webhookName: "webhook",
        runbookName: "tidy",
        expiryTime: inDays(364),
      }),
    ],
  ],
  failing: [
    {
      title: "a webhook for many years",
      change: (program) => withArgs(program, "webhook", { expiryTime: "2035-06-30T00:00:00Z" }),
      messages: [
        "expiryTime: The webhook lives until 2035-06-30T00:00:00Z, more than 365 days from now, and whoever learns its address can start the runbook until then. Give an earlier time; the webhook is then made anew, with another address.",
      ],
    },
    {
      title: "a webhook beyond the days that are configured",
      change: (program) => withArgs(program, "webhook", { expiryTime: soon }),
      messages: [
        `expiryTime: The webhook lives until ${soon}, more than 30 days from now, and whoever learns its address can start the runbook until then. Give an earlier time; the webhook is then made anew, with another address.`,
      ],
      parameters: { maximumDays: 30 },
    },
  ],
  unknown: [{ resource: "webhook", property: "expiryTime" }],
};
