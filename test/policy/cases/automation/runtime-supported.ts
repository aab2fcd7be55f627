import { automationAccount, group } from "../../fixtures";
import { evergreenRunbook, inAccount, runbook } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-RUNBOOK-002",
  compliant: [
    [group, automationAccount, runbook],
    [group, automationAccount, evergreenRunbook],
    [
      group,
      automationAccount,
      inAccount("RuntimeEnvironment", "environment", {
        runtimeEnvironmentName: "own",
        language: "PowerShell",
        version: "5.1",
      }),
    ],
  ],
  failing: [
    {
      title: "a retired type",
      change: (program) =>
        withArgs(program, "runbook", { runbookType: "Python3", runtimeEnvironment: undefined }),
      messages: [
        "runbookType: Python 3.8 is not supported any more since 2024-10-07: Azure runs it without security updates. Use a version that is supported.",
      ],
    },
    {
      title: "a retired environment of the system",
      change: (program) => withArgs(program, "runbook", { runtimeEnvironment: "PowerShell-7.2" }),
      messages: [
        "runtimeEnvironment: PowerShell 7.2 is not supported any more since 2024-11-08: Azure runs it without security updates. Use a version that is supported.",
      ],
    },
    {
      title: "a retired environment of one's own",
      change: (program) => [
        ...program,
        inAccount("RuntimeEnvironment", "environment", {
          runtimeEnvironmentName: "own",
          language: "Python",
          version: "2.7",
        }),
      ],
      messages: [
        "version: Python 2.7 is not supported any more since 2020-01-01: Azure runs it without security updates. Use a version that is supported.",
      ],
    },
  ],
  unknown: [
    { resource: "runbook", property: "runbookType" },
    { resource: "runbook", property: "runtimeEnvironment" },
  ],
};
