import { automationAccount, group } from "../../fixtures";
import { runbook } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-RUNBOOK-006",
  compliant: [[group, automationAccount, runbook]],
  failing: [
    {
      title: "PowerShell in a Python environment",
      change: (program) => withArgs(program, "runbook", { runtimeEnvironment: "Python-3.10" }),
      messages: [
        `runtimeEnvironment: The runtime environment "Python-3.10" runs Python, and the runbook is of the type PowerShell. Give an environment for PowerShell, or another type.`,
      ],
    },
  ],
  unknown: [{ resource: "runbook", property: "runtimeEnvironment" }],
};
