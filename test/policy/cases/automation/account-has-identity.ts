import { automationAccount, group } from "../../fixtures";
import { type RuleCases, withArgs, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-AUTOMATION-030",
  compliant: [
    [group, automationAccount],
    withProperty([group, automationAccount], "account", "identity", {
      type: "UserAssigned",
      userAssignedIdentities: ["/subscriptions/s/identity"],
    }),
  ],
  failing: [
    {
      title: "no identity at all",
      change: (program) => withArgs(program, "account", { identity: undefined }),
      messages: [
        `identity.type: The automation account has no identity, so its runbooks need stored credentials to sign in. Set it to "SystemAssigned", or to "UserAssigned" with the ids of identities.`,
      ],
    },
    {
      title: "the word None",
      change: (program) => withProperty(program, "account", "identity.type", "None"),
      messages: [
        `identity.type: The automation account has no identity, so its runbooks need stored credentials to sign in. Set it to "SystemAssigned", or to "UserAssigned" with the ids of identities.`,
      ],
    },
  ],
  unknown: [{ resource: "account", property: "identity" }],
};
