import { automationAccount, group } from "../../fixtures";
import { variable } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-VARIABLE-003",
  compliant: [[group, automationAccount, variable]],
  failing: [
    {
      title: "a text without quotation marks",
      change: (program) => withArgs(program, "owner", { value: "platform team" }),
      messages: ["value: The value is not JSON. Give what JSON.stringify makes of it."],
    },
  ],
  unknown: [{ resource: "owner", property: "value" }],
};
