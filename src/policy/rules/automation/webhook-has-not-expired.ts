import { webhookExpiryFindings } from "../../../azure/automation-webhook";
import { webhookType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const webhookHasNotExpired = resourceRule({
  id: "EVG-WEBHOOK-003",
  title: "A webhook that is declared has not expired",
  severity: "medium",
  why: "Whoever calls an expired webhook starts nothing, and nobody is told.",
  remediation: [
    "Give a later `expiryTime`: the webhook is made anew, with another address.",
    "Take the webhook away where nobody calls it.",
  ],
  tags: ["automation", "webhooks"],
  references: ["learn.microsoft.com azure/automation/automation-webhooks"],
  types: [webhookType],
  findings: ({ inputs }) => {
    const expiryTime = inputs.text("expiryTime");
    return expiryTime === undefined
      ? []
      : webhookExpiryFindings(expiryTime, "expiryTime", new Date());
  },
});
