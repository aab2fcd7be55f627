import { connectionShapeFindings, connectionType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const connectionHasItsFields = resourceRule({
  id: "EVG-AUTOMATION-014",
  title: "A connection has the fields of its type",
  severity: "high",
  why: "A runbook that reads a field which is missing fails.",
  remediation: ["Give the field in `fieldDefinitionValues`."],
  tags: ["automation", "connections"],
  references: ["learn.microsoft.com azure/automation/automation-connections"],
  types: [connectionType],
  findings: connectionShapeFindings,
});
