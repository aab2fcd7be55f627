import { accountIdentityFindings } from "../../../azure/agent-updater-account";
import {
  agentAutoUpdatePaths,
  automationAccountType,
  updaterTypes,
} from "../../readings/agent-auto-update";
import { stackRule } from "../../rule";

export const updaterSignsInByIdentity = stackRule({
  id: "EVG-AUTOMATION-002",
  title: "The account that updates agents has a system-assigned identity",
  severity: "high",
  why: "Agent auto-update signs in with the account's system-assigned identity; without one every update fails.",
  remediation: ['Set `identity: { type: "SystemAssigned" }` on the automation account.'],
  withComponent:
    'new AutomationAccount("updater", { resourceGroupName: group.name, location: "westeurope" })',
  tags: ["site-recovery", "automation"],
  references: ["learn.microsoft.com azure/site-recovery/azure-to-azure-autoupdate"],
  types: updaterTypes,
  findings: (mapping, stack) => {
    const { status, automationAccountId } = agentAutoUpdatePaths(mapping);
    if (mapping.inputs.text(status) !== "Enabled") {
      return [];
    }
    const account = stack.target(mapping, automationAccountId, automationAccountType);
    return account.kind === "declared"
      ? accountIdentityFindings(
          account.resource.inputs.text("identity.type"),
          account.resource.name,
          automationAccountId,
        )
      : [];
  },
});
