import { automationNameFindings } from "../../../azure/automation-names";
import { automationAccountType } from "../../readings/agent-auto-update";
import {
  certificateType,
  connectionType,
  credentialType,
  runbookType,
  runtimeEnvironmentType,
  scheduleType,
  variableType,
  webhookType,
} from "../../readings/automation";
import { resourceRule } from "../../rule";

/** What the name of a type is called, and where it stands. */
const kinds: Readonly<Record<string, readonly [kind: string, property: string]>> = {
  [automationAccountType]: ["account", "automationAccountName"],
  [runbookType]: ["runbook", "runbookName"],
  [runtimeEnvironmentType]: ["runtime environment", "runtimeEnvironmentName"],
  [scheduleType]: ["schedule", "scheduleName"],
  [variableType]: ["variable", "variableName"],
  [credentialType]: ["credential", "credentialName"],
  [certificateType]: ["certificate", "certificateName"],
  [connectionType]: ["connection", "connectionName"],
  [webhookType]: ["webhook", "webhookName"],
};

export const namesFit = resourceRule({
  id: "EVG-AUTOMATION-007",
  title: "Names in an automation account are those that Azure takes",
  severity: "high",
  why: "Azure refuses other names when the resource is made, which a preview of Pulumi does not see.",
  remediation: ["Give a name of the characters and the length that the finding tells."],
  tags: ["automation", "names"],
  references: ["learn.microsoft.com azure/azure-resource-manager/management/resource-name-rules"],
  types: [...Object.keys(kinds)],
  findings: ({ type, inputs }) => {
    const [kind = "", property = ""] = kinds[type] ?? [];
    const name = inputs.text(property);
    return name === undefined ? [] : automationNameFindings(kind, name, property);
  },
});
