import { webhookExpiryFindings } from "../../../azure/automation-webhook";
import { webhookType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const webhookExpiryWithinTenYears = resourceRule({
  id: "EVG-WEBHOOK-002",
  title: "A webhook ends within the ten years that Azure allows",
  severity: "high",
  why: "Azure makes no webhook that lives longer.",
  remediation: ["Give an earlier `expiryTime`."],
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
