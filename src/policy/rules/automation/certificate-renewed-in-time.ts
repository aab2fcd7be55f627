import { certificateAssetFindings, certificateType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const certificateRenewedInTime = resourceRule({
  id: "EVG-CERTIFICATE-003",
  title: "A certificate asset is renewed a month before its end",
  severity: "medium",
  why: "Runbooks that sign in with it fail on the day it ends.",
  remediation: ["Give a certificate that ends later."],
  tags: ["automation", "certificates"],
  references: ["learn.microsoft.com azure/automation/shared-resources/certificates"],
  types: [certificateType],
  findings: certificateAssetFindings,
});
