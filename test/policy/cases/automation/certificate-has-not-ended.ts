import { automationAccount, group } from "../../fixtures";
import { certificate, certificateThatEnds } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-CERTIFICATE-002",
  compliant: [[group, automationAccount, certificate]],
  failing: [
    {
      title: "a certificate that has ended",
      change: (program) =>
        withArgs(program, "certificate", {
          base64Value: certificateThatEnds(new Date("2026-11-02T12:00:00Z")),
        }),
      messages: ["base64Value: The certificate has ended on 2026-11-02. Give one that is valid."],
    },
  ],
  unknown: [{ resource: "certificate", property: "base64Value" }],
};
