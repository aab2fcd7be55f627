import { connectionShapeFindings, connectionType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const connectionTypeSpelled = resourceRule({
  id: "EVG-AUTOMATION-013",
  title: "The type of a connection is spelled as Azure spells it",
  severity: "high",
  why: "Azure knows no type in another case, and makes no such connection.",
  remediation: ["Give the type as the finding spells it."],
  tags: ["automation", "connections"],
  references: ["learn.microsoft.com azure/automation/automation-connections"],
  types: [connectionType],
  findings: connectionShapeFindings,
});
