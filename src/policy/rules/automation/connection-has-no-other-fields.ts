import { connectionShapeFindings, connectionType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const connectionHasNoOtherFields = resourceRule({
  id: "EVG-AUTOMATION-015",
  title: "A connection has no field that its type does not know",
  severity: "high",
  why: "Azure refuses it.",
  remediation: ["Leave the field out."],
  tags: ["automation", "connections"],
  references: ["learn.microsoft.com azure/automation/automation-connections"],
  types: [connectionType],
  findings: connectionShapeFindings,
});
