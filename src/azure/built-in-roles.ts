import catalogue from "./data/built-in-roles.json";
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

/** A built-in role by its display name, without case. */
export function findBuiltInRole(roleName: string): BuiltInRole | undefined {
  const name = Object.keys(builtInRoles).find(
    (known) => known.toLowerCase() === roleName.toLowerCase(),
  );
  return name === undefined ? undefined : builtInRoles[name];
}

/** A built-in role that this package itself uses. Throws a `RangeError` when the name is none. */
export function builtInRole(roleName: string): BuiltInRole {
  const role = findBuiltInRole(roleName);
  if (role === undefined) {
    throw new RangeError(`"${roleName}" is not among the known built-in roles.`);
  }
  return role;
}
