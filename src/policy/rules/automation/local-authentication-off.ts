import { localAuthenticationFindings } from "../../../azure/automation-account-standards";
import { benchmark } from "../../benchmark";
import { automationAccountType } from "../../readings/agent-auto-update";
import { resourceRule } from "../../rule";

export const localAuthenticationOff = resourceRule({
  id: "EVG-AUTOMATION-032",
  title: "An automation account lets nobody in by its keys",
  severity: "medium",
  why: "A key of the account is a password that everyone shares and that no sign-in log knows.",
  remediation: ["Set `disableLocalAuth: true` on the automation account."],
  withComponent: 'new AutomationAccount("updater", { resourceGroupName: group.name })',
  frameworks: [benchmark("IM-1")],
  tags: ["automation", "identity"],
  references: ["learn.microsoft.com azure/automation/disable-local-authentication"],
  types: [automationAccountType],
  findings: ({ inputs }) =>
    localAuthenticationFindings(inputs.flag("disableLocalAuth"), "disableLocalAuth"),
  remediate: (properties) => ({ ...properties, disableLocalAuth: true }),
});
