import { automationAccount, group } from "../../fixtures";
import { variable } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-AUTOMATION-031",
  compliant: [[group, automationAccount, variable]],
  failing: [
    {
      title: "a variable in clear",
      change: (program) => withArgs(program, "owner", { isEncrypted: false }),
      messages: [
        "isEncrypted: It is false, so whoever may read the automation account reads the variable's value. Set true; a variable that is there already has to be made anew.",
      ],
    },
    {
      title: "a variable of which nothing is said",
      change: (program) => withArgs(program, "owner", { isEncrypted: undefined }),
      messages: [
        "isEncrypted: It is not set, so whoever may read the automation account reads the variable's value. Set true; a variable that is there already has to be made anew.",
      ],
    },
  ],
  unknown: [{ resource: "owner", property: "isEncrypted" }],
};
