import { automationAccount, group } from "../../fixtures";
import { schedule } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-TIME-002",
  compliant: [[group, automationAccount, schedule]],
  failing: [
    {
      title: "a zone that is none",
      change: (program) => withArgs(program, "schedule", { timeZone: "Europe/Berlim" }),
      messages: [
        `timeZone: "Europe/Berlim" is neither a Windows time zone nor an IANA one. Did you mean "Europe/Berlin"?`,
      ],
    },
  ],
  unknown: [{ resource: "schedule", property: "timeZone" }],
};
