import { builtInRoles } from "./built-in-roles";
import { propertyPath, type Finding } from "./finding";
import { permissionAllows, permissionFindings, type Permission } from "./permissions";
import { isAtOrBelow, parseResourceId, resourceIdFindings } from "./resource-id";

/** Longest name and description, most scopes. Source: learn.microsoft.com, role-based-access-control/custom-roles. */
const limits = { roleName: 512, description: 2048, assignableScopes: 2000 } as const;

/**
 * What lets its holder give rights to itself or others: role assignments and definitions, the same by
 * way of Privileged Identity Management, classic administrators, and elevated access to the tenant.
 *
 * Source: learn.microsoft.com, role-based-access-control/permissions/management-and-governance.
 */
const rightsGivingActions = [
  "Microsoft.Authorization/roleAssignments/write",
  "Microsoft.Authorization/roleDefinitions/write",
  "Microsoft.Authorization/roleAssignmentScheduleRequests/write",
  "Microsoft.Authorization/roleEligibilityScheduleRequests/write",
  "Microsoft.Authorization/roleManagementPolicies/write",
  "Microsoft.Authorization/classicAdministrators/write",
  "Microsoft.Authorization/elevateAccess/action",
];

export interface RoleDefinition {
  readonly roleName: string;
  readonly description: string;
  readonly permission: Permission;
  /**
   * Where the role can be assigned: ids of management groups, subscriptions and resource groups. Ids of
   * resources are not refused: Microsoft's page on role definitions named them until 2019, and says
   * nothing of them today.
   */
  readonly assignableScopes: readonly string[];
}

/** What is wrong with a custom role. Property paths start at `basePath`: `actions[0]`, `assignableScopes[1]`. */
export function roleDefinitionFindings(definition: RoleDefinition, basePath: string): Finding[] {
  return [
    ...textFindings(definition, basePath),
    ...permissionFindings(definition.permission, basePath),
    ...reachFindings(definition.permission, basePath),
    ...scopeFindings(definition, propertyPath(basePath, "assignableScopes")),
  ];
}

/** What forbids assigning a custom role at a scope. */
export function roleAssignmentFindings(
  assignment: {
    readonly permission: Permission;
    readonly assignableScopes: readonly string[];
    readonly scope: string;
  },
  path: string,
): Finding[] {
  const { permission, assignableScopes, scope } = assignment;
  if (isManagementGroup(scope) && permission.dataActions.length > 0) {
    return [
      error(
        "EVG-ROLE-012",
        path,
        `A role with dataActions cannot be assigned at a management group, and "${scope}" is one.`,
        "Assign it at the subscriptions below that group.",
      ),
    ];
  }
  // Ids do not tell what a management group holds.
  if (assignableScopes.some((assignable) => isManagementGroup(assignable))) {
    return [];
  }
  if (assignableScopes.some((assignable) => isAtOrBelow(scope, assignable))) {
    return [];
  }
  return [
    error(
      "EVG-ROLE-013",
      path,
      `The role cannot be assigned at "${scope}": it stands at or below none of its assignable scopes (${assignableScopes.join(", ")}).`,
      "Assign it at or below one of them, or add the scope to assignableScopes.",
    ),
  ];
}

function textFindings({ roleName, description }: RoleDefinition, basePath: string): Finding[] {
  const findings: Finding[] = [];
  if (roleName.trim() === "") {
    findings.push(
      error(
        "EVG-ROLE-003",
        propertyPath(basePath, "roleName"),
        "A role needs a name.",
        "Give one.",
      ),
    );
  }
  if (roleName.length > limits.roleName) {
    findings.push(
      error(
        "EVG-ROLE-004",
        propertyPath(basePath, "roleName"),
        `The role's name has ${roleName.length} characters; Azure takes ${limits.roleName}.`,
        "Shorten it.",
      ),
    );
  }
  if (description.length > limits.description) {
    findings.push(
      error(
        "EVG-ROLE-005",
        propertyPath(basePath, "description"),
        `The role's description has ${description.length} characters; Azure takes ${limits.description}.`,
        "Shorten it.",
      ),
    );
  }
  return findings;
}

/** A role must allow something, and not the giving of rights. */
function reachFindings(permission: Permission, basePath: string): Finding[] {
  const path = propertyPath(basePath, "actions");
  if (permission.actions.length === 0 && permission.dataActions.length === 0) {
    return [
      error(
        "EVG-ROLE-006",
        path,
        "The role allows nothing: it has neither actions nor dataActions.",
        "List what its holder must be able to do.",
      ),
    ];
  }
  return rightsGivingFindings(
    "The role",
    permission,
    path,
    'Name narrower actions, or put "Microsoft.Authorization/*/Write" and "Microsoft.Authorization/elevateAccess/Action" into notActions.',
  );
}

/**
 * Refuses a built-in role that can give rights, by its display name or by the id of its definition.
 * What any other definition allows cannot be told from its id.
 */
export function existingRoleFindings(role: string, path: string): Finding[] {
  const guid = role.split("/").at(-1)?.toLowerCase();
  const [name, known] =
    Object.entries(builtInRoles).find(([each, { id }]) => each === role || id === guid) ?? [];
  return known === undefined
    ? []
    : rightsGivingFindings(
        `The role ${name ?? ""}`,
        known.permission,
        path,
        "Use a narrower role, or list the actions that its holder needs.",
      );
}

function rightsGivingFindings(
  subject: string,
  permission: Permission,
  path: string,
  fix: string,
): Finding[] {
  const given = rightsGivingActions.filter((action) => permissionAllows(permission, action));
  if (given.length === 0) {
    return [];
  }
  const actions = given.map((action) => `"${action}"`).join(", ");
  return [
    error(
      "EVG-ROLE-007",
      path,
      `${subject} allows ${actions}: whoever holds it can give itself any right.`,
      fix,
    ),
  ];
}

function scopeFindings({ assignableScopes, permission }: RoleDefinition, path: string): Finding[] {
  const groups = assignableScopes.filter((scope) => isManagementGroup(scope));
  const findings = assignableScopes.flatMap((scope, index) =>
    oneScopeFindings(scope, `${path}[${index}]`),
  );
  if (assignableScopes.length === 0) {
    findings.push(
      error(
        "EVG-ROLE-008",
        path,
        "A custom role needs at least one assignable scope.",
        "Name the subscription or resource group in which it is to be assigned.",
      ),
    );
  }
  if (assignableScopes.length > limits.assignableScopes) {
    findings.push(
      error(
        "EVG-ROLE-009",
        path,
        `The role has ${assignableScopes.length} assignable scopes; Azure takes ${limits.assignableScopes}.`,
        "Name the management group that holds them instead.",
      ),
    );
  }
  if (groups.length > 1) {
    findings.push(
      error(
        "EVG-ROLE-010",
        path,
        `The role names ${groups.length} management groups (${groups.join(", ")}); Azure takes one.`,
        "Name one that holds the others, or make one role for each.",
      ),
    );
  }
  if (groups.length > 0 && permission.dataActions.length > 0) {
    findings.push({
      ...error(
        "EVG-ROLE-012",
        path,
        `The role has dataActions, so it cannot be assigned at the management group "${groups.join('", "')}" itself.`,
        "Assign it at the subscriptions below that group.",
      ),
      severity: "warning",
    });
  }
  return findings;
}

function oneScopeFindings(scope: string, path: string): Finding[] {
  if (scope === "/") {
    return [
      error(
        "EVG-ROLE-011",
        path,
        'A custom role cannot have the root scope "/".',
        "Name a management group, a subscription or a resource group.",
      ),
    ];
  }
  if (scope.includes("*")) {
    return [
      error(
        "EVG-ROLE-011",
        path,
        `The assignable scope "${scope}" has a wildcard; Azure takes none there.`,
        "Name each scope.",
      ),
    ];
  }
  return resourceIdFindings(scope, path);
}

function isManagementGroup(scope: string): boolean {
  return (
    resourceIdFindings(scope, "").length === 0 &&
    parseResourceId(scope).type.toLowerCase() === "microsoft.management/managementgroups"
  );
}

function error(ruleId: string, path: string, message: string, fix: string): Finding {
  return { ruleId, severity: "error", propertyPath: path, message, fix };
}
