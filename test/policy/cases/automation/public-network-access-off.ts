import { automationAccount, group } from "../../fixtures";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-AUTOMATION-033",
  compliant: [[group, automationAccount]],
  failing: [
    {
      title: "an open account",
      change: (program) => withArgs(program, "account", { publicNetworkAccess: true }),
      messages: [
        "publicNetworkAccess: It is true, so webhooks and agents reach the account from the whole internet. Set false, and give the account a private endpoint where something has to reach it.",
      ],
    },
    {
      title: "an account of which nothing is said",
      change: (program) => withArgs(program, "account", { publicNetworkAccess: undefined }),
      messages: [
        "publicNetworkAccess: It is not set, so webhooks and agents reach the account from the whole internet. Set false, and give the account a private endpoint where something has to reach it.",
      ],
    },
  ],
  unknown: [{ resource: "account", property: "publicNetworkAccess" }],
};
