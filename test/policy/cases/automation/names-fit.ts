import { automationAccount, group } from "../../fixtures";
import { evergreenSchedule, runbook, variable } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-AUTOMATION-007",
  compliant: [
    [group, automationAccount, variable, runbook],
    [group, automationAccount, evergreenSchedule],
  ],
  failing: [
    {
      title: "a runbook with a dot",
      change: (program) => withArgs(program, "runbook", { runbookName: "tidy.up" }),
      messages: [
        `runbookName: "tidy.up" is not the name of a runbook. Give a name that is 1 to 63 letters, digits, underscores and hyphens, and begins with a letter.`,
      ],
    },
    {
      title: "a short account",
      change: (program) => withArgs(program, "account", { automationAccountName: "upd" }),
      messages: [
        `automationAccountName: "upd" is not the name of an account. Give a name that is 6 to 50 letters, digits and hyphens, begins with a letter and ends with a letter or a digit.`,
      ],
    },
  ],
  unknown: [{ resource: "account", property: "automationAccountName" }],
};
