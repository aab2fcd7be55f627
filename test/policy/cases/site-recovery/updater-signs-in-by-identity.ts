import { automationAccount, group, mapping, vault } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

const path = "properties.providerSpecificInput.automationAccountArmId";

export const cases: RuleCases = {
  rule: "EVG-AUTOMATION-002",
  compliant: [[group, automationAccount, vault, mapping]],
  failing: [
    {
      title: "an account with user-assigned identities alone",
      change: (program) => withProperty(program, "account", "identity.type", "UserAssigned"),
      resource: "mapping",
      messages: [
        `${path}: The automation account "account" has only user-assigned identities, but agent auto-update signs in with the system-assigned one. Switch the account's system-assigned identity on.`,
      ],
    },
  ],
  unknown: [{ resource: "account", property: "identity.type" }],
};
