import { automationAccount, group } from "../../fixtures";
import { certificate, certificateThatEnds, inDays } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

const end = inDays(10);
export const cases: RuleCases = {
  rule: "EVG-CERTIFICATE-003",
  compliant: [[group, automationAccount, certificate]],
  failing: [
    {
      title: "a certificate that ends in ten days",
      change: (program) =>
        withArgs(program, "certificate", { base64Value: certificateThatEnds(new Date(end)) }),
      messages: [
        `base64Value: The certificate ends on ${end.slice(0, 10)}, in less than 30 days. Renew it before runbooks fail to sign in.`,
      ],
    },
  ],
  unknown: [{ resource: "certificate", property: "base64Value" }],
};
