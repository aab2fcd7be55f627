import { runAsRetirementFindings } from "../../../azure/run-as-rules";
import { runAsTag } from "../../pack/levels";
import { runAsAssetsType, runAsCertificateType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const noRunAsAccount = resourceRule({
  id: "EVG-RUNAS-001",
  title: "No Run As account is kept up",
  severity: "high",
  why: "Azure has retired Run As accounts: one signs in until its certificate ends, and nobody helps when it does not.",
  remediation: [
    "Move runbooks and agent auto-update to the account's identity.",
    "Take `RunAsAccount` out of the program: that removes all its parts.",
  ],
  withComponent: 'new AutomationAccount("updater", { resourceGroupName: group.name })',
  tags: [runAsTag, "automation"],
  references: ["learn.microsoft.com azure/automation/migrate-run-as-accounts-managed-identity"],
  types: [runAsAssetsType, runAsCertificateType],
  findings: () => runAsRetirementFindings(new Date(), "automationAccountId"),
});
