import { accountWithoutIdentityFindings } from "../../../azure/automation-account-standards";
import { benchmark } from "../../benchmark";
import { automationAccountType } from "../../readings/agent-auto-update";
import { resourceRule } from "../../rule";

export const accountHasIdentity = resourceRule({
  id: "EVG-AUTOMATION-030",
  title: "An automation account has an identity",
  severity: "medium",
  why: "Runbooks of an account without an identity sign in with stored passwords or certificates, which leak and end.",
  remediation: [
    'Set `identity: { type: "SystemAssigned" }` on the automation account.',
    "Give the identity the roles that its runbooks need.",
  ],
  withComponent: 'new AutomationAccount("updater", { resourceGroupName: group.name })',
  frameworks: [benchmark("IM-3")],
  tags: ["automation", "identity"],
  references: ["learn.microsoft.com azure/automation/enable-managed-identity-for-automation"],
  types: [automationAccountType],
  findings: ({ inputs }) =>
    accountWithoutIdentityFindings(inputs.text("identity.type"), "identity.type"),
});
