import { runAsAssetFindings } from "../../../azure/run-as-usage";
import { runAsTag } from "../../pack/levels";
import { certificateType, credentialType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const noRunAsCertificate = resourceRule({
  id: "EVG-RUNAS-020",
  title: "No certificate or credential belongs to a Run As account",
  severity: "high",
  why: "The certificate is what a Run As account signs in with; runbooks fail when it ends.",
  remediation: [
    "Move runbooks and agent auto-update to the account's identity.",
    "Take the certificate away.",
  ],
  withComponent: 'new AutomationAccount("updater", { resourceGroupName: group.name })',
  tags: [runAsTag, "automation"],
  references: ["learn.microsoft.com azure/automation/migrate-run-as-accounts-managed-identity"],
  types: [certificateType, credentialType],
  findings: ({ type, inputs }) => {
    const [kind, property] =
      type === certificateType
        ? ["certificate", "certificateName"]
        : ["credential", "credentialName"];
    return runAsAssetFindings(kind, inputs.text(property) ?? "", property);
  },
});
