import { builtIn, leastPrivilege, roleId, subscription } from "../../fixtures-access";
import { ref, resource, type RuleCases, withProperty } from "../../program";

const fix =
  "far more than an automation needs. Give it a role that names its actions, at the resource or group that it works on.";

export const cases: RuleCases = {
  rule: "EVG-ROLE-023",
  compliant: [
    leastPrivilege,
    // Contributor of one group.
    withProperty(
      withProperty(leastPrivilege, "assignment", "scope", ref("group")),
      "assignment",
      "roleDefinitionId",
      roleId(builtIn.contributor),
    ),
    // A narrow role at the subscription.
    withProperty(leastPrivilege, "assignment", "scope", subscription),
  ],
  failing: [
    {
      title: "Contributor of the subscription",
      change: (program) =>
        withProperty(
          withProperty(program, "assignment", "scope", subscription),
          "assignment",
          "roleDefinitionId",
          roleId(builtIn.contributor),
        ),
      resource: "assignment",
      messages: [`scope: The identity of "account" holds Contributor at "${subscription}", ${fix}`],
    },
    {
      title: "a custom role for everything in a management group, for a user-assigned identity",
      change: (program) =>
        withProperty(
          withProperty(
            withProperty(
              [
                ...program,
                resource(
                  "managedidentity:UserAssignedIdentity",
                  "identity",
                  { resourceGroupName: "fleet", resourceName: "runner" },
                  { outputs: { principalId: "55555555-5555-5555-5555-555555555555" } },
                ),
              ],
              "assignment",
              "scope",
              "/providers/Microsoft.Management/managementGroups/fleet",
            ),
            "assignment",
            "principalId",
            ref("identity", "principalId"),
          ),
          "role",
          "permissions[0].actions",
          ["*"],
        ),
      messages: [
        `scope: The identity of "identity" holds Agent Updater at "/providers/Microsoft.Management/managementGroups/fleet", ${fix}`,
      ],
    },
  ],
  unknown: [],
  readsNothing: true,
};
