import { automationAccount, group } from "../../fixtures";
import { connection } from "../../fixtures-automation";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-AUTOMATION-014",
  compliant: [
    [group, automationAccount, connection],
    withProperty(
      [group, automationAccount, connection],
      "connection",
      "connectionType.name",
      "Warehouse",
    ),
  ],
  failing: [
    {
      title: "a field that is missing",
      change: (program) =>
        withProperty(program, "connection", "fieldDefinitionValues", { SubscriptionID: "s" }),
      messages: [
        "fieldDefinitionValues: A connection of the type Azure needs the field AutomationCertificateName. Give it.",
      ],
    },
  ],
  unknown: [{ resource: "connection", property: "fieldDefinitionValues" }],
};
