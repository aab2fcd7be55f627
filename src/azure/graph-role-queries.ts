import { graphQuery, type GraphQuery, oneOf, quoted } from "./graph-query";

/**
 * Lines that find the definition of a role, by its name, a GUID: ids of definitions are written with and without a
 * subscription.
 *
 * @param roleDefinitionId - The column of its id.
 */
function withDefinition(roleDefinitionId: string): string[] {
  const definitions = [
    "authorizationresources",
    "where type =~ 'microsoft.authorization/roledefinitions'",
    "project roleGuid = tolower(name), roleName = tostring(properties.roleName), permissions = properties.permissions",
  ].join(" | ");
  return [
    `extend roleGuid = tolower(tostring(split(${roleDefinitionId}, '/')[-1]))`,
    `join kind=leftouter (${definitions}) on roleGuid`,
  ];
}

/** A role that an identity holds. */
export interface RoleAssignmentRow {
  readonly id: string;
  readonly scope: string;
  readonly roleDefinitionId: string;
  /** Empty when the definition cannot be read. */
  readonly roleName: string;
  /** As Azure answers a role definition's `permissions`; null when it cannot be read. */
  readonly permissions: readonly Readonly<Record<string, readonly string[]>>[] | null;
  readonly createdOn: string;
}

/** An automation account, and a role that its system-assigned identity holds; one row where it holds none. */
export interface AccountRoleRow extends RoleAssignmentRow {
  /** As Azure writes it. */
  readonly accountId: string;
  /** Azure's word, for example `SystemAssigned, UserAssigned`; empty where the account has no identity. */
  readonly identityType: string;
  /** Object id of the system-assigned identity; empty where there is none. */
  readonly principalId: string;
  /** Empty where the identity holds no role. */
  readonly assignmentId: string;
}

/**
 * An automation account with the roles of its identity.
 *
 * Source: learn.microsoft.com governance/resource-graph/reference/supported-tables-resources
 * (`resources`, `authorizationresources`).
 */
export function accountRolesQuery(accountId: string): GraphQuery<AccountRoleRow> {
  const assignments = [
    "authorizationresources",
    "where type =~ 'microsoft.authorization/roleassignments'",
    "project principalKey = tolower(tostring(properties.principalId)), assignmentId = id, scope = tostring(properties.scope), roleDefinitionId = tostring(properties.roleDefinitionId), createdOn = tostring(properties.createdOn)",
  ].join(" | ");
  return graphQuery<AccountRoleRow>(
    "accountRoles",
    "resources",
    [
      "where type =~ 'microsoft.automation/automationaccounts'",
      `where id =~ ${quoted(accountId)}`,
      "extend accountId = id, principalKey = tolower(tostring(identity.principalId))",
      `join kind=leftouter (${assignments}) on principalKey`,
      ...withDefinition("roleDefinitionId"),
    ],
    {
      id: "iff(isempty(assignmentId), accountId, assignmentId)",
      accountId: "accountId",
      identityType: "tostring(identity.type)",
      principalId: "tostring(identity.principalId)",
      assignmentId: "assignmentId",
      scope: "scope",
      roleDefinitionId: "roleDefinitionId",
      roleName: "roleName",
      permissions: "permissions",
      createdOn: "createdOn",
    },
  );
}

/** A role that somebody holds at a scope. */
export interface RoleGrantRow {
  readonly id: string;
  readonly principalId: string;
  readonly scope: string;
  /** As Azure answers a role definition's `permissions`; null when it cannot be read. */
  readonly permissions: readonly Readonly<Record<string, readonly string[]>>[] | null;
}

/**
 * The roles of everybody at some scopes.
 *
 * Source: learn.microsoft.com governance/resource-graph/reference/supported-tables-resources (`authorizationresources`).
 */
export function roleGrantsQuery(scopes: readonly string[]): GraphQuery<RoleGrantRow> {
  return graphQuery<RoleGrantRow>(
    "role-grants",
    "authorizationresources",
    [
      "where type =~ 'microsoft.authorization/roleassignments'",
      ...oneOf("tostring(properties.scope)", scopes),
      ...withDefinition("tostring(properties.roleDefinitionId)"),
    ],
    {
      id: "id",
      principalId: "tostring(properties.principalId)",
      scope: "tostring(properties.scope)",
      permissions: "permissions",
    },
  );
}
