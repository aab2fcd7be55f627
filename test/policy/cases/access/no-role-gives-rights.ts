import { role } from "../../fixtures-access";
import { type RuleCases, withArgs, withProperty } from "../../program";

const fix =
  'whoever holds it can give itself any right. Name narrower actions, or put "Microsoft.Authorization/*/Write" and "Microsoft.Authorization/elevateAccess/Action" into notActions.';

export const cases: RuleCases = {
  rule: "EVG-ROLE-007",
  compliant: [
    [role],
    withArgs([role], "role", {
      permissions: [
        {
          actions: ["*"],
          notActions: [
            "Microsoft.Authorization/*/Write",
            "Microsoft.Authorization/elevateAccess/Action",
          ],
        },
      ],
    }),
  ],
  failing: [
    {
      title: "role assignments",
      change: (program) =>
        withProperty(program, "role", "permissions[0].actions", [
          "Microsoft.Authorization/roleAssignments/*",
        ]),
      messages: [
        `permissions[0].actions: The role allows "Microsoft.Authorization/roleAssignments/write": ${fix}`,
      ],
    },
    {
      title: "role definitions, in a second block",
      change: (program) =>
        withArgs(program, "role", {
          permissions: [
            { actions: ["Microsoft.Compute/*/read"] },
            { actions: ["Microsoft.Authorization/roleDefinitions/write"] },
          ],
        }),
      messages: [
        `permissions[1].actions: The role allows "Microsoft.Authorization/roleDefinitions/write": ${fix}`,
      ],
    },
    {
      title: "elevated access",
      change: (program) =>
        withProperty(program, "role", "permissions[0].actions", [
          "microsoft.authorization/elevateaccess/action",
        ]),
      messages: [
        `permissions[0].actions: The role allows "Microsoft.Authorization/elevateAccess/action": ${fix}`,
      ],
    },
  ],
  unknown: [{ resource: "role", property: "permissions[0].notActions[0]" }],
};
