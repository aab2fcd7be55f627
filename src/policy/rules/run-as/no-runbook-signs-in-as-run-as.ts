import { runAsUsageFindings } from "../../../azure/run-as-usage";
import { runAsTag } from "../../pack/levels";
import { runbookType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const noRunbookSignsInAsRunAs = resourceRule({
  id: "EVG-RUNAS-021",
  title: "No runbook signs in as a Run As account",
  severity: "high",
  why: "The runbook fails on the day the account's certificate ends, and nothing tells of it before.",
  remediation: [
    "Sign in with `Connect-AzAccount -Identity`, in Python with `ManagedIdentityCredential`.",
    "Give the account's identity the roles that the runbook needs.",
  ],
  withComponent:
    'new AutomationAccount("updater", { resourceGroupName: group.name, runbooks: { tidy: { runbookType: "PowerShell", content: "Connect-AzAccount -Identity" } } })',
  tags: [runAsTag, "automation", "runbooks"],
  references: ["learn.microsoft.com azure/automation/migrate-run-as-accounts-managed-identity"],
  types: [runbookType],
  findings: ({ inputs }) => {
    const content = inputs.text("content");
    return content === undefined ? [] : runAsUsageFindings(content, "content");
  },
});
