import { retiredRuntimeFindings } from "../../../azure/automation-runtime-rules";
import { runbookType, runtimeEnvironmentType, runtimeFindings } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const runtimeSupported = resourceRule({
  id: "EVG-RUNBOOK-002",
  title: "A runbook runs in a language version that its makers support",
  severity: "medium",
  why: "Azure runs a retired version without security updates, and may one day give it a single instance.",
  remediation: [
    "Set `runtimeEnvironment` of the runbook, or `version` of its runtime environment, to a version that is supported.",
  ],
  withComponent:
    'new AutomationAccount("updater", { resourceGroupName: group.name, runbooks: { tidy: { runbookType: "PowerShell", content: "Write-Output 1" } } })',
  tags: ["automation", "runbooks"],
  references: ["learn.microsoft.com azure/automation/automation-runtime-retirement-policy"],
  types: [runbookType, runtimeEnvironmentType],
  parameters: {
    graceDays: {
      type: "integer",
      description: "How many days after the end of its support a version is still accepted.",
      default: 0,
      minimum: 0,
      maximum: 3650,
    },
  },
  findings: (resource, parameters) => {
    const now = new Date(Date.now() - (parameters.graceDays as number) * 86_400_000);
    if (resource.type === runbookType) {
      return runtimeFindings(resource, now);
    }
    const { inputs } = resource;
    return retiredRuntimeFindings(
      { language: inputs.text("language") ?? "", version: inputs.text("version") ?? "" },
      "version",
      now,
    );
  },
});
