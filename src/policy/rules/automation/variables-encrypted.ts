import { clearVariableFindings } from "../../../azure/automation-account-standards";
import { benchmark } from "../../benchmark";
import { variableType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const variablesEncrypted = resourceRule({
  id: "EVG-AUTOMATION-031",
  title: "Automation variables are encrypted",
  severity: "medium",
  why: "Whoever may read the account reads the value of a variable that is not encrypted, and values often turn out to be secrets.",
  remediation: [
    "Set `isEncrypted: true` on the variable. Azure encrypts none that is there: it has to be replaced.",
  ],
  withComponent:
    'new AutomationAccount("updater", { resourceGroupName: group.name, variables: { owner: { text: "platform team" } } })',
  frameworks: [benchmark("DP-4")],
  tags: ["automation", "encryption"],
  references: ["learn.microsoft.com azure/automation/shared-resources/variables"],
  types: [variableType],
  findings: ({ inputs }) => clearVariableFindings(inputs.flag("isEncrypted"), "isEncrypted"),
});
