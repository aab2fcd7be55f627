import { webhookExpiryFindings } from "../../../azure/automation-webhook";
import { webhookType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const webhookExpiryIsMoment = resourceRule({
  id: "EVG-WEBHOOK-001",
  title: "The expiry of a webhook is a date and time",
  severity: "high",
  why: "Azure makes no webhook whose expiry it cannot read.",
  remediation: ["Give `expiryTime` like `2027-06-30T00:00:00Z`."],
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
