import { automationAccount, group } from "../../fixtures";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-AUTOMATION-032",
  compliant: [[group, automationAccount]],
  failing: [
    {
      title: "an account that lets keys in",
      change: (program) => withArgs(program, "account", { disableLocalAuth: false }),
      messages: [
        "disableLocalAuth: It is false, so whoever holds one of the account's keys gets in without Microsoft Entra ID. Set true.",
      ],
    },
    {
      title: "an account of which nothing is said",
      change: (program) => withArgs(program, "account", { disableLocalAuth: undefined }),
      messages: [
        "disableLocalAuth: It is not set, so whoever holds one of the account's keys gets in without Microsoft Entra ID. Set true.",
      ],
    },
  ],
  unknown: [{ resource: "account", property: "disableLocalAuth" }],
};
