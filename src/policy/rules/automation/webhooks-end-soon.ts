import { longWebhookFindings } from "../../../azure/automation-account-standards";
import { webhookType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const webhooksEndSoon = resourceRule({
  id: "EVG-AUTOMATION-036",
  title: "A webhook ends within a year",
  severity: "medium",
  why: "The address of a webhook is all that one needs to start its runbook, and Azure cannot change it while it lives.",
  remediation: ["Give the webhook an `expiryTime` within a year, and replace it before."],
  withComponent:
    'new AutomationAccount("updater", { resourceGroupName: group.name, runbooks: { tidy: { runbookType: "PowerShell", content: "Write-Output 1" } }, webhooks: { tidy: { runbook: "tidy", expiryTime: "2027-06-30T00:00:00Z" } } })',
  tags: ["automation", "webhooks"],
  references: ["learn.microsoft.com azure/automation/automation-webhooks"],
  types: [webhookType],
  parameters: {
    maximumDays: {
      type: "integer",
      description: "How many days from now a webhook may live.",
      default: 365,
      minimum: 1,
      maximum: 3650,
    },
  },
  findings: ({ inputs }, parameters) => {
    const expiryTime = inputs.text("expiryTime");
    return expiryTime === undefined
      ? []
      : longWebhookFindings(expiryTime, "expiryTime", new Date(), parameters.maximumDays as number);
  },
});
