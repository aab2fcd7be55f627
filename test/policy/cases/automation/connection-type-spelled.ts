import { automationAccount, group } from "../../fixtures";
import { connection } from "../../fixtures-automation";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-AUTOMATION-013",
  compliant: [[group, automationAccount, connection]],
  failing: [
    {
      title: "a type in lower case",
      change: (program) => withProperty(program, "connection", "connectionType.name", "azure"),
      messages: [`connectionType.name: "azure" is not how Azure writes that type. Give "Azure".`],
    },
  ],
  unknown: [{ resource: "connection", property: "connectionType" }],
};
