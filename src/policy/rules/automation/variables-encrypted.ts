import { clearVariableFindings } from "../../../azure/automation-account-standards";
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
  frameworks: [
    {
      name: "Microsoft cloud security benchmark",
      version: "1",
      reference: "DP-4",
      specification: "Enable data at rest encryption by default",
    },
  ],
  tags: ["automation", "encryption"],
  references: ["learn.microsoft.com azure/automation/shared-resources/variables"],
  types: [variableType],
  findings: ({ inputs }) => clearVariableFindings(inputs.flag("isEncrypted"), "isEncrypted"),
});
