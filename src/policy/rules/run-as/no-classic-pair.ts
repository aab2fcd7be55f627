import {
  classicRunAsCertificateName,
  classicRunAsConnectionName,
  classicRunAsFindings,
} from "../../../azure/run-as-rules";
import { runAsTag } from "../../pack/levels";
import { certificateType, connectionType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const noClassicPair = resourceRule({
  id: "EVG-RUNAS-005",
  title: "No Classic Run As account is kept",
  severity: "medium",
  why: "Classic resources are gone, so what the pair opens does not exist any more.",
  remediation: [
    "Take the connection `AzureClassicRunAsConnection` and the certificate `AzureClassicRunAsCertificate` away.",
  ],
  tags: [runAsTag, "automation"],
  references: ["learn.microsoft.com azure/automation/migrate-run-as-accounts-managed-identity"],
  types: [certificateType, connectionType],
  findings: ({ type, inputs }) => {
    const [property, classic] =
      type === certificateType
        ? ["certificateName", classicRunAsCertificateName]
        : ["connectionName", classicRunAsConnectionName];
    return inputs.text(property)?.toLowerCase() === classic.toLowerCase()
      ? classicRunAsFindings(property)
      : [];
  },
});
