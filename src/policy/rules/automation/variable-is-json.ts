import { variableValueFindings } from "../../../azure/automation-variable";
import { variableType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const variableIsJson = resourceRule({
  id: "EVG-VARIABLE-003",
  title: "The value of an automation variable is JSON",
  severity: "high",
  why: "Azure takes the value as JSON: a text without quotation marks is refused.",
  remediation: [
    "Give `value` as `JSON.stringify` makes it: a text has quotation marks of its own.",
  ],
  withComponent:
    'new AutomationAccount("updater", { resourceGroupName: group.name, variables: { owner: { text: "platform team" } } })',
  tags: ["automation", "variables"],
  references: ["learn.microsoft.com azure/automation/shared-resources/variables"],
  types: [variableType],
  findings: ({ inputs }) => {
    const json = inputs.text("value");
    return json === undefined
      ? []
      : variableValueFindings({ json }, "").map((finding) => ({
          ...finding,
          propertyPath: "value",
        }));
  },
});
