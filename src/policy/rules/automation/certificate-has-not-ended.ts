import { certificateAssetFindings, certificateType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const certificateHasNotEnded = resourceRule({
  id: "EVG-CERTIFICATE-002",
  title: "A certificate asset has not ended",
  severity: "high",
  why: "Runbooks that sign in with it fail.",
  remediation: ["Give a certificate that is valid."],
  tags: ["automation", "certificates"],
  references: ["learn.microsoft.com azure/automation/shared-resources/certificates"],
  types: [certificateType],
  findings: certificateAssetFindings,
});
