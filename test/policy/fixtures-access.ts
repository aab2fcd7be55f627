import { automationAccount, group, vault } from "./fixtures";
import { type Program, ref, resource, subscriptionId } from "./program";

/** Ids of built-in roles end in these. */
export const builtIn = {
  owner: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  userAccessAdministrator: "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
} as const;

export const subscription = `/subscriptions/${subscriptionId}`;

export function roleId(guid: string): string {
  return `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
}

/** A custom role that names what it allows. */
export const role = resource("authorization:RoleDefinition", "role", {
  scope: `${subscription}/resourceGroups/fleet`,
  roleDefinitionId: "22222222-2222-2222-2222-222222222222",
  roleName: "Agent Updater",
  permissions: [
    {
      actions: ["Microsoft.RecoveryServices/vaults/*"],
      notActions: ["Microsoft.RecoveryServices/vaults/delete"],
    },
  ],
  assignableScopes: [`${subscription}/resourceGroups/fleet`],
});

/** The account's identity holds it at the vault. */
export const roleAssignment = resource("authorization:RoleAssignment", "assignment", {
  scope: ref("vault"),
  roleAssignmentName: "33333333-3333-3333-3333-333333333333",
  principalId: ref("account", "identity.principalId"),
  principalType: "ServicePrincipal",
  roleDefinitionId: ref("role"),
});

export const leastPrivilege: Program = [group, automationAccount, vault, role, roleAssignment];

/** An owner of the subscription. */
export function owner(name: string, guid: string = builtIn.owner) {
  return resource("authorization:RoleAssignment", name, {
    scope: subscription,
    roleAssignmentName: `${name}-0000`,
    principalId: "44444444-4444-4444-4444-444444444444",
    principalType: "Group",
    roleDefinitionId: roleId(guid),
  });
}
