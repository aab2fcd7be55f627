import catalogue from "./data/built-in-roles.json";
import { nearestWords } from "./nearest-words";
import type { Finding } from "./finding";
import type { Permission } from "./permission";

/** A role that Azure brings along: the same id in every tenant and every cloud. */
export interface BuiltInRole {
  /** The GUID that ends the id of its definition. */
  readonly id: string;
  readonly permission: Permission;
}

/**
 * Built-in roles by display name: those that a fleet, its vault, its accounts and its stores meet.
 *
 * Source: learn.microsoft.com, role-based-access-control/built-in-roles; date in the data file.
 */
export const builtInRoles: Readonly<Record<string, BuiltInRole>> = Object.fromEntries(
  catalogue.roles.map(({ roleName, id, ...permission }) => [roleName, { id, permission }]),
);

/** A built-in role that this package itself uses. Throws a `RangeError` when the name is none. */
export function builtInRole(roleName: string): BuiltInRole {
  const role = builtInRoles[roleName];
  if (role === undefined) {
    throw new RangeError(`"${roleName}" is not among the known built-in roles.`);
  }
  return role;
}

/** Refuses a display name that is none of the known built-in roles, and names the nearest. */
export function builtInRoleFindings(roleName: string, path: string): Finding[] {
  if (Object.hasOwn(builtInRoles, roleName)) {
    return [];
  }
  return [
    {
      ruleId: "EVG-ROLE-014",
      severity: "error",
      propertyPath: path,
      message: `"${roleName}" is not the name of a built-in role that is known here.`,
      fix: `Did you mean ${nearestWords(roleName, Object.keys(builtInRoles))}? Give the id of the role definition for any other role.`,
    },
  ];
}
