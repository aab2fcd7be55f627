import { certificateAssetFindings, certificateType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const certificateIsBase64 = resourceRule({
  id: "EVG-CERTIFICATE-001",
  title: "A certificate asset is base64",
  severity: "high",
  why: "Azure refuses anything else.",
  remediation: ["Give `base64Value` as the base64 of a PFX or of an X.509 certificate."],
  tags: ["automation", "certificates"],
  references: ["learn.microsoft.com azure/automation/shared-resources/certificates"],
  types: [certificateType],
  findings: certificateAssetFindings,
});
