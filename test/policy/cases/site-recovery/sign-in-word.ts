import { ownUpdated, updated, updateInput } from "../../fixtures-site-recovery";
import { type RuleCases, withProperty } from "../../program";

const path = `${updateInput}.automationAccountAuthenticationType`;

export const cases: RuleCases = {
  rule: "EVG-AUTOMATION-006",
  compliant: [updated, ownUpdated, withProperty(updated, "mapping", path, undefined)],
  failing: [
    {
      title: "a user-assigned identity",
      change: (program) => withProperty(program, "mapping", path, "UserAssignedIdentity"),
      resource: "mapping",
      messages: [
        `${path}: "UserAssignedIdentity" is not a way in which Site Recovery signs in to an automation account; the ways are "SystemAssignedIdentity" and "RunAsAccount". Use "SystemAssignedIdentity": user-assigned identities are not taken.`,
      ],
    },
  ],
  unknown: [{ resource: "mapping", property: path }],
};
