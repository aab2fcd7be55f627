import { role } from "../../fixtures-access";
import { type RuleCases, withArgs, withProperty } from "../../program";

const message = (index: number, actions = '"*"'): string =>
  `permissions[${index}].actions: The role allows ${actions}: in every service of Azure but what notActions name, and in every new one. Name the actions that its holder needs.`;
const withheld = [
  "Microsoft.Authorization/*/Delete",
  "Microsoft.Authorization/*/Write",
  "Microsoft.Authorization/elevateAccess/Action",
  "Microsoft.Blueprint/blueprintAssignments/write",
  "Microsoft.Blueprint/blueprintAssignments/delete",
  "Microsoft.KeyVault/*",
];

export const cases: RuleCases = {
  rule: "EVG-ROLE-020",
  compliant: [
    [role],
    withProperty([role], "role", "permissions[0].actions", ["*/read"]),
    // The role of the legacy Run As account, which withholds access rights and key vaults.
    withArgs([role], "role", {
      roleName: "Automation RunAs Contributor",
      permissions: [{ actions: ["*"], notActions: withheld }],
    }),
  ],
  failing: [
    {
      title: "everything",
      change: (program) => withProperty(program, "role", "permissions[0].actions", ["*"]),
      messages: [message(0)],
    },
    {
      title: "everything, in a second block",
      change: (program) =>
        withArgs(program, "role", {
          permissions: [{ actions: ["Microsoft.Compute/*/read"] }, { actions: ["*"] }],
        }),
      messages: [message(1)],
    },
    {
      title: "everything, in pieces",
      change: (program) =>
        withProperty(program, "role", "permissions[0].actions", ["*/read", "*/write", "*/delete"]),
      messages: [message(0, '"*/write", "*/delete"')],
    },
    {
      title: "the name of the legacy role, without what it withholds",
      change: (program) =>
        withArgs(program, "role", {
          roleName: "Automation RunAs Contributor",
          permissions: [{ actions: ["*"], notActions: ["Microsoft.Authorization/*/Write"] }],
        }),
      messages: [message(0)],
    },
  ],
  unknown: [{ resource: "role", property: "permissions[0].actions[0]" }],
};
