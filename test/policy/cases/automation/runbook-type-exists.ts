import { automationAccount, group } from "../../fixtures";
import { runbook } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-RUNBOOK-001",
  compliant: [[group, automationAccount, runbook]],
  failing: [
    {
      title: "a word that Azure does not have",
      change: (program) => withArgs(program, "runbook", { runbookType: "Powershel" }),
      messages: [
        `runbookType: "Powershel" is not a type of runbook. Did you mean "PowerShell", "PowerShell72" or "PowerShellWorkflow"?`,
      ],
    },
  ],
  unknown: [{ resource: "runbook", property: "runbookType" }],
};
