import { runAsConnectionFindings } from "../../../azure/automation-links";
import { runAsTag } from "../../pack/levels";
import { connectionType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const noRunAsConnection = resourceRule({
  id: "EVG-AUTOMATION-016",
  title: "No connection belongs to a Run As account",
  severity: "high",
  why: "Runbooks that sign in by the connection fail when the account's certificate ends, and nobody can renew it in the portal any more.",
  remediation: [
    "Switch the account's system-assigned identity on and give it the roles of the Run As account.",
    "Let runbooks sign in with `Connect-AzAccount -Identity`.",
    "Take the connection away.",
  ],
  withComponent: 'new AutomationAccount("updater", { resourceGroupName: group.name })',
  tags: [runAsTag, "automation"],
  references: ["learn.microsoft.com azure/automation/migrate-run-as-accounts-managed-identity"],
  types: [connectionType],
  findings: ({ inputs }) =>
    runAsConnectionFindings(inputs.text("connectionType.name") ?? "", "connectionType.name"),
});
