import { runbookType, runtimeFindings } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const runbookTypeExists = resourceRule({
  id: "EVG-RUNBOOK-001",
  title: "A runbook is of a type that Azure has",
  severity: "high",
  why: "Azure makes no runbook of another type.",
  remediation: ["Give one of Azure's words as `runbookType`."],
  tags: ["automation", "runbooks"],
  references: ["learn.microsoft.com azure/automation/runtime-environment-overview"],
  types: [runbookType],
  findings: (runbook) => runtimeFindings(runbook, new Date()),
});
