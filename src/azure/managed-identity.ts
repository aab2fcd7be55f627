import type { Finding } from "./finding";
import { isGuid } from "./guid";

/** Which managed identities a resource is to have. */
export interface ManagedIdentityChoice {
  readonly systemAssigned: boolean;
  readonly userAssignedCount: number;
}

/** Azure's word for a choice of identities: `None`, `SystemAssigned`, `UserAssigned`, or the last two with a comma and a blank. */
export function identityTypeOf(choice: ManagedIdentityChoice): string {
  const words = [
    ...(choice.systemAssigned ? ["SystemAssigned"] : []),
    ...(choice.userAssignedCount > 0 ? ["UserAssigned"] : []),
  ];
  return words.length === 0 ? "None" : words.join(", ");
}

/**
 * What a resource has in place of a system-assigned identity, as messages say it; `undefined` when it
 * has one. `identityType` is Azure's own word (`SystemAssigned, UserAssigned`), left out for none.
 */
export function identityInsteadOfSystemAssigned(
  identityType: string | undefined,
): string | undefined {
  const words = (identityType ?? "None").split(",").map((word) => word.trim().toLowerCase());
  if (words.includes("systemassigned")) {
    return undefined;
  }
  return words.includes("userassigned") ? "only user-assigned identities" : "no identity";
}

/** Refuses a resource without any identity: what it does for you would need a stored credential. */
export function missingIdentityFindings(choice: ManagedIdentityChoice, path: string): Finding[] {
  if (identityTypeOf(choice) !== "None") {
    return [];
  }
  return [
    {
      ruleId: "EVG-IDENTITY-001",
      severity: "error",
      propertyPath: path,
      message: "Neither a system-assigned nor a user-assigned identity is asked for.",
      fix: "Leave the system-assigned identity on, or give the ids of user-assigned ones.",
    },
  ];
}

/** Refuses roles for a system-assigned identity that the resource does not have. */
export function rolesWithoutIdentityFindings(
  choice: ManagedIdentityChoice,
  roleCount: number,
  path: string,
): Finding[] {
  if (choice.systemAssigned || roleCount === 0) {
    return [];
  }
  return [
    {
      ruleId: "EVG-IDENTITY-002",
      severity: "error",
      propertyPath: path,
      message: "Roles are given to the system-assigned identity, and there is none.",
      fix: "Switch the system-assigned identity on, or give the roles to the user-assigned identities where those are made.",
    },
  ];
}

/** Refuses what cannot be the object id of a principal; most often it is the id of the resource that has the identity. */
export function principalIdFindings(principalId: string, path: string): Finding[] {
  if (isGuid(principalId)) {
    return [];
  }
  return [
    {
      ruleId: "EVG-IDENTITY-003",
      severity: "error",
      propertyPath: path,
      message: `"${principalId}" is not the object id of a principal, which is a GUID.`,
      fix: "Give the principalId of the managed identity, or the object id that Microsoft Entra ID shows for a user, a group or a service principal.",
    },
  ];
}
