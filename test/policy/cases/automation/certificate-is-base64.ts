import { automationAccount, group } from "../../fixtures";
import { certificate } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-CERTIFICATE-001",
  compliant: [[group, automationAccount, certificate]],
  failing: [
    {
      title: "a path of a file",
      change: (program) => withArgs(program, "certificate", { base64Value: "./partner.pfx" }),
      messages: [
        "base64Value: The certificate is not base64. Give the base64 of a PFX, or of an X.509 certificate in DER or PEM.",
      ],
    },
  ],
  unknown: [{ resource: "certificate", property: "base64Value" }],
};
