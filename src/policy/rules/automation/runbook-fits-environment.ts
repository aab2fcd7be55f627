import { runbookType, runtimeFindings } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const runbookFitsEnvironment = resourceRule({
  id: "EVG-RUNBOOK-006",
  title: "A runbook's runtime environment runs its language",
  severity: "high",
  why: "A PowerShell runbook does not run in a Python environment, nor the other way round.",
  remediation: ["Give a runtime environment of the runbook's language."],
  tags: ["automation", "runbooks"],
  references: ["learn.microsoft.com azure/automation/runtime-environment-overview"],
  types: [runbookType],
  findings: (runbook) => runtimeFindings(runbook, new Date()),
});
