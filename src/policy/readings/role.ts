import { builtInRoles } from "../../azure/built-in-roles";
import { permission, type Permission } from "../../azure/permission";
import type { DeclaredResource } from "../model/declared-resource";
import type { DeclaredStack } from "../model/declared-stack";
import { NotYetKnown } from "../model/reader";

export const roleDefinitionType = "Microsoft.Authorization/roleDefinitions";
export const roleAssignmentType = "Microsoft.Authorization/roleAssignments";

/** What an assignment gives. */
export interface AssignedRole {
  readonly roleName: string;
  readonly permissions: readonly Permission[];
  /** Whether the stack makes it. */
  readonly isCustom: boolean;
}

/** All permission blocks of a custom role. */
export function permissionsOf({ inputs }: DeclaredResource): Permission[] {
  return inputs.objects("permissions").map((block) =>
    permission({
      actions: block.texts("actions"),
      notActions: block.texts("notActions"),
      dataActions: block.texts("dataActions"),
      notDataActions: block.texts("notDataActions"),
    }),
  );
}

/** The role of an assignment: one of the stack's, or a built-in one; `undefined` for any other. */
export function roleOf(
  assignment: DeclaredResource,
  stack: DeclaredStack,
): AssignedRole | undefined {
  const target = stack.target(assignment, "roleDefinitionId", roleDefinitionType);
  if (target.kind === "declared") {
    return {
      roleName: target.resource.inputs.text("roleName") ?? target.resource.name,
      permissions: permissionsOf(target.resource),
      isCustom: true,
    };
  }
  return target.kind === "none" ? undefined : builtIn(target.id);
}

/** Display name of the built-in role that an assignment gives, when its id shows it; a role that the stack makes is none. */
export function builtInRoleNameOf(
  assignment: DeclaredResource,
  stack: DeclaredStack,
): string | undefined {
  const role = roleOf(assignment, stack);
  return role?.isCustom === false ? role.roleName : undefined;
}

function builtIn(roleDefinitionId: string): AssignedRole | undefined {
  const guid = roleDefinitionId.split("/").at(-1)?.toLowerCase();
  const [roleName, role] = Object.entries(builtInRoles).find(([, { id }]) => id === guid) ?? [];
  return roleName === undefined || role === undefined
    ? undefined
    : { roleName, permissions: [role.permission], isCustom: false };
}

/** Types whose resources have an identity of their own, and where its principal is told. */
const principals: Readonly<Record<string, string>> = {
  "Microsoft.Automation/automationAccounts": "identity.principalId",
  "Microsoft.RecoveryServices/vaults": "identity.principalId",
  "Microsoft.Compute/virtualMachines": "identity.principalId",
  "Microsoft.ManagedIdentity/userAssignedIdentities": "principalId",
};

/**
 * The resource of the stack to whose identity an assignment gives its role; `undefined` for any other
 * principal. Throws {@linkcode NotYetKnown} where that cannot be told yet.
 */
export function identityOf(
  assignment: DeclaredResource,
  stack: DeclaredStack,
): DeclaredResource | undefined {
  if (!assignment.inputs.isUnknown("principalId")) {
    const principalId = assignment.inputs.text("principalId")?.toLowerCase() ?? "";
    return stack.derived(identities).get(principalId);
  }
  for (const type of Object.keys(principals)) {
    const [resource] = stack.madeOf(assignment, "principalId", type);
    if (resource !== undefined) {
      return resource;
    }
  }
  throw new NotYetKnown("principalId");
}

function identities(stack: DeclaredStack): ReadonlyMap<string, DeclaredResource> {
  const found = new Map<string, DeclaredResource>();
  for (const [type, property] of Object.entries(principals)) {
    for (const resource of stack.all(type)) {
      if (!resource.outputs.isUnknown(property)) {
        found.set(resource.outputs.text(property)?.toLowerCase() ?? resource.urn, resource);
      }
    }
  }
  return found;
}

/** What tells one principal from others: its id, or what the id is made of. */
export function principalKeyOf({ inputs, facts }: DeclaredResource): string {
  if (!inputs.isUnknown("principalId")) {
    return inputs.text("principalId")?.toLowerCase() ?? "";
  }
  const made = [...(facts.propertyDependencies?.principalId ?? [])].sort();
  if (made.length === 0) {
    throw new NotYetKnown("principalId");
  }
  return made.join();
}

/** What tells one scope from others: its id, or what the id is made of. */
export function scopeKeyOf({ inputs, facts }: DeclaredResource): string {
  if (!inputs.isUnknown("scope")) {
    return (inputs.text("scope") ?? "").toLowerCase().replace(/\/+$/, "");
  }
  const made = [...(facts.propertyDependencies?.scope ?? [])].sort();
  if (made.length === 0) {
    throw new NotYetKnown("scope");
  }
  return made.join();
}
