import type * as pulumi from "@pulumi/pulumi";
import { resourceIdFindings } from "../../azure/resource-id";
import type { ChildOptions } from "../shared/child-options";
import { ruleOn, type Rule } from "../shared/inputs";
import { assignRole, roleFindings } from "../shared/role-assignment";

/** A role for the account's system-assigned identity. */
export interface AutomationAccountRoleArgs {
  /** Display name of a built-in role, for example `Contributor`, or id of a role definition. Changing it replaces the assignment. */
  role: pulumi.Input<string>;
  /** Id of what the role is given on: a resource, a resource group or a subscription. Changing it replaces the assignment. */
  scope: pulumi.Input<string>;
}

/** A role on the account for somebody else. */
export interface AutomationAccountAccessArgs {
  /** Display name of a built-in role, for example `Automation Operator`, or id of a role definition. Changing it replaces the assignment. */
  role: pulumi.Input<string>;
  /** Object id of a user, a group or a service principal. Changing it replaces the assignment. */
  principalId: pulumi.Input<string>;
  /** `User`, `Group` or `ServicePrincipal`. Defaults to `ServicePrincipal`. Azure refuses a change. */
  principalType?: pulumi.Input<string>;
}

/** Makes `${name}-role-${key}` for each role of the account's identity. */
export function assignIdentityRoles(
  name: string,
  roles: Record<string, AutomationAccountRoleArgs> | undefined,
  principalId: pulumi.Input<string>,
  opts: ChildOptions,
): pulumi.CustomResource[] {
  return Object.entries(roles ?? {}).map(([key, { role, scope }]) =>
    assignRole(`${name}-role-${key}`, { role, scope, principalId }, opts),
  );
}

/** Makes `${name}-access-${key}` for each role on the account. */
export function assignAccess(
  name: string,
  roles: Record<string, AutomationAccountAccessArgs> | undefined,
  automationAccountId: pulumi.Input<string>,
  opts: ChildOptions,
): pulumi.CustomResource[] {
  return Object.entries(roles ?? {}).map(([key, { role, principalId, principalType }]) =>
    assignRole(
      `${name}-access-${key}`,
      { scope: automationAccountId, role, principalId, principalType },
      opts,
    ),
  );
}

export function roleRules(
  roles: Record<string, AutomationAccountRoleArgs> | undefined,
  access: Record<string, AutomationAccountAccessArgs> | undefined,
): Rule[] {
  return [
    ...Object.entries(roles ?? {}).flatMap(([key, { role, scope }]) => [
      ...ruleOn(role, (known) => roleFindings(known, `roleAssignments.${key}.role`)),
      ...ruleOn(scope, (known) => resourceIdFindings(known, `roleAssignments.${key}.scope`)),
    ]),
    ...Object.entries(access ?? {}).flatMap(([key, { role }]) =>
      ruleOn(role, (known) => roleFindings(known, `accessRoleAssignments.${key}.role`)),
    ),
  ];
}
