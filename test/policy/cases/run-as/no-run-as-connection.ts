import { automationAccount, group } from "../../fixtures";
import { connection } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-AUTOMATION-016",
  compliant: [[group, automationAccount, connection]],
  failing: [
    {
      title: "a Run As connection",
      change: (program) =>
        withArgs(program, "connection", { connectionType: { name: "AzureServicePrincipal" } }),
      messages: [
        "connectionType.name: Connections of the type AzureServicePrincipal belong to Run As accounts, which were retired on 30 September 2023. Let runbooks sign in with the account's identity.",
      ],
    },
    {
      title: "the Classic one",
      change: (program) =>
        withArgs(program, "connection", { connectionType: { name: "AzureClassicCertificate" } }),
      messages: [
        "connectionType.name: Connections of the type AzureClassicCertificate belong to Run As accounts, which were retired on 30 September 2023. Let runbooks sign in with the account's identity.",
      ],
    },
  ],
  unknown: [{ resource: "connection", property: "connectionType" }],
};
