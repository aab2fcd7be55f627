import { runbookType, runtimeFindings } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const runbookTypeTakesEnvironment = resourceRule({
  id: "EVG-RUNBOOK-005",
  title: "Only PowerShell and Python runbooks name a runtime environment",
  severity: "high",
  why: "Graphical runbooks and workflows run in no runtime environment, and Azure refuses one for them.",
  remediation: ["Leave `runtimeEnvironment` out."],
  tags: ["automation", "runbooks"],
  references: ["learn.microsoft.com azure/automation/runtime-environment-overview"],
  types: [runbookType],
  findings: (runbook) => runtimeFindings(runbook, new Date()),
});
