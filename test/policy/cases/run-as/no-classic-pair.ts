import { automationAccount, group } from "../../fixtures";
import { certificate, connection } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-RUNAS-005",
  compliant: [[group, automationAccount, certificate, connection]],
  failing: [
    {
      title: "a Classic certificate",
      change: (program) =>
        withArgs(program, "certificate", { certificateName: "AzureClassicRunAsCertificate" }),
      messages: [
        "certificateName: Classic resources were retired on 31 August 2024, and a classic certificate counts only once it is uploaded to the subscription by hand, after each renewal too. Leave classic out, unless a runbook reads these two assets.",
      ],
    },
    {
      title: "a Classic connection",
      change: (program) =>
        withArgs(program, "connection", { connectionName: "AzureClassicRunAsConnection" }),
      messages: [
        "connectionName: Classic resources were retired on 31 August 2024, and a classic certificate counts only once it is uploaded to the subscription by hand, after each renewal too. Leave classic out, unless a runbook reads these two assets.",
      ],
    },
  ],
  unknown: [{ resource: "connection", property: "connectionName" }],
};
