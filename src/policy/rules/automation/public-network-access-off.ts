import { publicAccountFindings } from "../../../azure/automation-account-standards";
import { benchmark } from "../../benchmark";
import { automationAccountType } from "../../readings/agent-auto-update";
import { resourceRule } from "../../rule";

export const publicNetworkAccessOff = resourceRule({
  id: "EVG-AUTOMATION-033",
  title: "An automation account is closed to the internet",
  severity: "medium",
  why: "An open account takes webhooks and agents from anywhere, so a leaked address is enough to start a runbook.",
  remediation: [
    "Set `publicNetworkAccess: false` on the automation account.",
    "Give it a private endpoint where webhooks or agents have to reach it.",
  ],
  withComponent: 'new AutomationAccount("updater", { resourceGroupName: group.name })',
  frameworks: [benchmark("NS-2")],
  tags: ["automation", "network"],
  references: ["learn.microsoft.com azure/automation/how-to/private-link-security"],
  types: [automationAccountType],
  parameters: {
    publicNetworkAccess: {
      type: "boolean",
      description:
        "Whether accounts may be open to the internet, for example for webhooks that come from there.",
      default: false,
    },
  },
  findings: ({ inputs }, parameters) =>
    parameters.publicNetworkAccess === true
      ? []
      : publicAccountFindings(inputs.flag("publicNetworkAccess"), "publicNetworkAccess"),
});
