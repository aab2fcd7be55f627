import { automationAccount, group } from "../../fixtures";
import { certificate, inAccount } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-RUNAS-020",
  compliant: [[group, automationAccount, certificate]],
  failing: [
    {
      title: "a Run As certificate",
      change: (program) =>
        withArgs(program, "certificate", { certificateName: "azureRunAsCertificate" }),
      messages: [
        `certificateName: The certificate "azureRunAsCertificate" belongs to a Run As account, which was retired on 30 September 2023. Take it away once no runbook and no agent auto-update signs in by it.`,
      ],
    },
    {
      title: "a Run As credential",
      change: (program) => [
        ...program,
        inAccount("Credential", "credential", {
          credentialName: "AzureRunAsCredential",
          userName: "u",
          password: "p",
        }),
      ],
      messages: [
        `credentialName: The credential "AzureRunAsCredential" belongs to a Run As account, which was retired on 30 September 2023. Take it away once no runbook and no agent auto-update signs in by it.`,
      ],
    },
  ],
  unknown: [{ resource: "certificate", property: "certificateName" }],
};
