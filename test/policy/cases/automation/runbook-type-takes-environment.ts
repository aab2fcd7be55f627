import { automationAccount, group } from "../../fixtures";
import { runbook } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-RUNBOOK-005",
  compliant: [[group, automationAccount, runbook]],
  failing: [
    {
      title: "a graph in an environment",
      change: (program) => withArgs(program, "runbook", { runbookType: "Graph" }),
      messages: [
        "runtimeEnvironment: A runbook of the type Graph runs in no runtime environment. Leave runtimeEnvironment out.",
      ],
    },
  ],
  unknown: [{ resource: "runbook", property: "runtimeEnvironment" }],
};
