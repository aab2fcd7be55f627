import { isGuid } from "../../azure/guid";
import { isAtOrBelow, sameId } from "../../azure/resource-id";
import { roleAssignmentType } from "../resource-manager/access";
import { invalidRequestContent } from "../resource-manager/arm-errors";
import type { StoredResource } from "../estate";
import { asObject, asText, withoutUndefined, type JsonObject } from "../json";
import { readFilter } from "../resource-manager/odata";
import { ArmError, type Answer, type Call, type Operation } from "../operation";
import { page } from "../resource-manager/paging";
import { requireScope } from "../resource-manager/resource-checks";
import { requireBody } from "../resource-manager/resource-write";
import type { World } from "../world";
import { roleDoesNotExist } from "./role-definitions";

const one = `/{scope}/providers/${roleAssignmentType}/{roleAssignmentName}`;
const witness =
  "azure-rest-api-specs authorization examples/2022-04-01/RoleAssignments_*.json; " +
  "learn.microsoft.com role-based-access-control/role-assignments-rest and /troubleshooting";

export function roleAssignmentOperations(world: World): Operation[] {
  return [
    {
      id: "RoleAssignments_Get",
      method: "GET",
      path: one,
      action: `${roleAssignmentType}/read`,
      witness,
      handle: (call) => ({ status: 200, body: requireAssignment(world, call) }),
    },
    {
      id: "RoleAssignments_ListForScope",
      method: "GET",
      path: `/{scope}/providers/${roleAssignmentType}`,
      action: `${roleAssignmentType}/read`,
      witness,
      handle: (call) => list(world, call),
    },
    {
      id: "RoleAssignments_Create",
      method: "PUT",
      path: one,
      action: `${roleAssignmentType}/write`,
      witness,
      handle: (call) => put(world, call),
    },
    {
      id: "RoleAssignments_Delete",
      method: "DELETE",
      path: one,
      action: `${roleAssignmentType}/delete`,
      witness,
      handle: (call) => remove(call),
    },
  ];
}

function put(world: World, call: Call): Answer {
  const properties = asObject(requireBody(call).properties);
  const scope = scopeIn(call);
  requireScope(call, scope);
  const name = call.parameters.roleAssignmentName ?? "";
  if (!isGuid(name)) {
    throw new ArmError(
      400,
      "InvalidRoleAssignmentId",
      `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`,
    );
  }
  const roleDefinitionId = required(properties, "roleDefinitionId");
  const principalId = required(properties, "principalId");
  const role = world.roles.find(roleDefinitionId);
  if (role === undefined) {
    throw roleDoesNotExist(400, roleDefinitionId);
  }
  const existing = call.estate.get(call.path);
  const before = asObject(existing?.properties);
  if (existing === undefined) {
    requireNoTwin(world, { roleDefinitionId: role.id, principalId, scope });
  } else if (
    asText(before.principalId)?.toLowerCase() !== principalId.toLowerCase() ||
    !sameId(asText(before.roleDefinitionId) ?? "", role.id)
  ) {
    throw new ArmError(
      400,
      "RoleAssignmentUpdateNotPermitted",
      "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
    );
  }
  const wanted = withoutUndefined({
    roleDefinitionId: role.id,
    principalId,
    principalType: principalTypeOf(world, principalId, asText(properties.principalType)),
    scope,
    condition: properties.condition,
    conditionVersion: properties.conditionVersion,
    description: properties.description,
    delegatedManagedIdentityResourceId: properties.delegatedManagedIdentityResourceId,
  });
  const changed = Object.entries(wanted).some(([key, value]) => before[key] !== value);
  const now = call.clock.now().toISOString();
  call.estate.put({
    id: existing?.id ?? `${scope}/providers/${roleAssignmentType}/${name}`,
    name,
    type: roleAssignmentType,
    properties: {
      ...wanted,
      createdOn: before.createdOn ?? now,
      updatedOn: changed ? now : before.updatedOn,
      createdBy: before.createdBy ?? call.principalId,
      updatedBy: changed ? call.principalId : before.updatedBy,
    },
  });
  return { status: existing === undefined ? 201 : 200, body: call.estate.get(call.path) };
}

/**
 * The type of the principal. A fresh one is not found before it has propagated; Azure then takes the
 * caller's word, and refuses only who gives none.
 *
 * Source: learn.microsoft.com role-based-access-control/troubleshooting ("principalType");
 * Azure/modern-web-app-pattern-dotnet pull request 129 (the misspelt word is Azure's).
 */
function principalTypeOf(world: World, principalId: string, given: string | undefined): string {
  const principal = world.directory.findPropagated(principalId);
  if (principal === undefined) {
    if (given === undefined) {
      throw new ArmError(
        400,
        "PrincipalNotFound",
        `Principal ${principalId.replaceAll("-", "")} does not exist in the directory ${world.tenantId}. ` +
          `Check that you have the correct principal ID. If you are creating this principal and then ` +
          `immediately assigning a role, this error might be related to a replication delay. In this case, ` +
          `set the role assignment principalType property to a value, such as ServicePrincipal, User, or ` +
          `Group.  See https://aka.ms/docs-principaltype`,
      );
    }
    return given;
  }
  if (given !== undefined && given.toLowerCase() !== principal.kind.toLowerCase()) {
    throw new ArmError(
      400,
      "UnmatchedPrincipalType",
      `The PrincipalId '${principalId.replaceAll("-", "")}' has type '${principal.kind}' , which is different ` +
        `from specified PrinciaplType '${given}'.`,
    );
  }
  return principal.kind;
}

/** One principal holds one role at one scope once, under whatever name. Source: learn.microsoft.com role-based-access-control/troubleshooting. */
function requireNoTwin(
  world: World,
  wanted: { roleDefinitionId: string; principalId: string; scope: string },
): void {
  const twin = assignments(world).find((assignment) => {
    const properties = asObject(assignment.properties);
    return (
      asText(properties.principalId)?.toLowerCase() === wanted.principalId.toLowerCase() &&
      sameId(asText(properties.scope) ?? "", wanted.scope) &&
      sameId(asText(properties.roleDefinitionId) ?? "", wanted.roleDefinitionId)
    );
  });
  if (twin !== undefined) {
    throw new ArmError(
      409,
      "RoleAssignmentExists",
      `The role assignment already exists. The ID of the existing role assignment is ${twin.name.replaceAll("-", "")}.`,
    );
  }
}

function list(world: World, call: Call): Answer {
  const scope = scopeIn(call);
  const filter = readFilter(call.query.$filter);
  const principalId = (filter.get("principalid") ?? filter.get("assignedto"))?.toLowerCase();
  const found = assignments(world).filter((assignment) => {
    const properties = asObject(assignment.properties);
    const at = asText(properties.scope) ?? "/";
    const inScope = isAtOrBelow(scope, at) || (!filter.has("atscope") && isAtOrBelow(at, scope));
    return (
      inScope &&
      (principalId === undefined || asText(properties.principalId)?.toLowerCase() === principalId)
    );
  });
  return { status: 200, body: page(call, found) };
}

function remove(call: Call): Answer {
  const existing = call.estate.get(call.path);
  if (existing === undefined) {
    return { status: 204 };
  }
  call.estate.delete(existing.id);
  return { status: 200, body: existing };
}

function requireAssignment(world: World, call: Call): StoredResource {
  const found = assignments(world).find((assignment) => sameId(assignment.id, call.path));
  if (found === undefined) {
    const name = call.parameters.roleAssignmentName ?? "";
    throw new ArmError(
      404,
      "RoleAssignmentNotFound",
      `The role assignment '${name}' is not found.`,
    );
  }
  return found;
}

function assignments(world: World): StoredResource[] {
  return [...world.access.operatorAssignments(), ...world.estate.ofType(roleAssignmentType)];
}

function required(properties: JsonObject, name: string): string {
  const value = asText(properties[name]);
  if (value === undefined || value === "") {
    throw invalidRequestContent(`Required property '${name}' not found in JSON. Path 'properties'`);
  }
  return value;
}

function scopeIn(call: Call): string {
  return `/${call.parameters.scope ?? ""}`;
}
