import { RoleAssignment } from "@pulumi/azure-native/authorization";
import * as pulumi from "@pulumi/pulumi";
import type { Finding } from "../../azure/finding";
import { deterministicGuid } from "../../azure/guid";
import { parseResourceId, resourceIdFindings } from "../../azure/resource-id";
import { builtInRoleFindings, builtInRoles } from "../../azure/built-in-roles";
import { roleDefinitionId } from "../../azure/roles";
import type { ChildOptions } from "./child-options";

/** A role for a principal at a scope. */
export interface RoleGrant {
  readonly scope: pulumi.Input<string>;
  /** Display name of a built-in role, or id of a role definition. */
  readonly role: pulumi.Input<string>;
  readonly principalId: pulumi.Input<string>;
  /** Defaults to `ServicePrincipal`. */
  readonly principalType?: pulumi.Input<string> | undefined;
}

/**
 * Assigns a role. The assignment's name follows from scope, principal and role, as its identity in
 * Azure does. The principal's type is always said: without it Azure looks the principal up, and
 * does not find an identity that was made a moment ago.
 */
export function assignRole(
  name: string,
  grant: RoleGrant,
  opts: ChildOptions,
): pulumi.CustomResource {
  const definitionId = pulumi
    .all([grant.scope, grant.role])
    .apply(([scope, role]) => definitionIdOf(role, scope));
  return new RoleAssignment(
    name,
    {
      roleAssignmentName: pulumi
        .all([grant.scope, grant.principalId, definitionId])
        .apply(([scope, principalId, id]) =>
          deterministicGuid(scope, principalId, parseResourceId(id).name),
        ),
      scope: grant.scope,
      principalId: grant.principalId,
      principalType: grant.principalType ?? "ServicePrincipal",
      roleDefinitionId: definitionId,
    },
    opts,
  );
}

/** Refuses a role that is neither a built-in one that is known here nor a role definition's id. */
export function roleFindings(role: string, path: string): Finding[] {
  return role.startsWith("/")
    ? resourceIdFindings(role, path, "Microsoft.Authorization/roleDefinitions")
    : builtInRoleFindings(role, path);
}

/** Id of a role for use at a scope; a built-in one's stands in the scope's subscription, as Azure answers it. */
export function definitionIdOf(role: string, scope: string): string {
  const builtIn = builtInRoles[role];
  if (builtIn === undefined) {
    return role;
  }
  const { subscriptionId } = parseResourceId(scope);
  return subscriptionId === undefined
    ? `/providers/Microsoft.Authorization/roleDefinitions/${builtIn.id}`
    : roleDefinitionId(subscriptionId, builtIn.id);
}
