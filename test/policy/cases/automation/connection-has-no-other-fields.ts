import { automationAccount, group } from "../../fixtures";
import { connection } from "../../fixtures-automation";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-AUTOMATION-015",
  compliant: [[group, automationAccount, connection]],
  failing: [
    {
      title: "a field that the type does not know",
      change: (program) =>
        withProperty(program, "connection", "fieldDefinitionValues.Region", "westeurope"),
      messages: [
        "fieldDefinitionValues: A connection of the type Azure has no field Region. Leave it out; there are AutomationCertificateName, SubscriptionID.",
      ],
    },
  ],
  unknown: [{ resource: "connection", property: "fieldDefinitionValues" }],
};
