import { permissionFindings } from "../../azure/permissions";
import { linkedInvalidPropertyId } from "../resource-manager/arm-errors";
import { readPermission, roleAssignmentType, roleDefinitionType } from "../resource-manager/access";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, wordOf } from "../json";
import { readFilter } from "../resource-manager/odata";
import { ArmError, type Answer, type Call, type Operation } from "../operation";
import { page } from "../resource-manager/paging";
import { requireBody } from "../resource-manager/resource-write";
import type { World } from "../world";
import { roleNameOf } from "./role-catalogue";

const one = `/{scope}/providers/${roleDefinitionType}/{roleDefinitionId}`;
const witness =
  "azure-rest-api-specs authorization examples/2022-04-01/GetRoleDefinitionByName.json; " +
  "learn.microsoft.com role-based-access-control/custom-roles; Azure/azure-sdk-for-net " +
  "Authorization tests (codes and statuses)";

export function roleDefinitionOperations(world: World): Operation[] {
  return [
    {
      id: "RoleDefinitions_Get",
      method: "GET",
      path: one,
      action: `${roleDefinitionType}/read`,
      witness,
      handle: (call) => ({ status: 200, body: requireRole(world, nameIn(call)) }),
    },
    {
      id: "RoleDefinitions_List",
      method: "GET",
      path: `/{scope}/providers/${roleDefinitionType}`,
      action: `${roleDefinitionType}/read`,
      witness,
      handle: (call) => list(world, call),
    },
    {
      id: "RoleDefinitions_CreateOrUpdate",
      method: "PUT",
      path: one,
      action: `${roleDefinitionType}/write`,
      witness,
      handle: (call) => put(world, call),
    },
    {
      id: "RoleDefinitions_Delete",
      method: "DELETE",
      path: one,
      action: `${roleDefinitionType}/delete`,
      witness,
      handle: (call) => remove(world, call),
    },
  ];
}

function list(world: World, call: Call): Answer {
  const filter = readFilter(call.query.$filter);
  const roleName = filter.get("rolename");
  const type = filter.get("type")?.toLowerCase();
  const roles = world.roles
    .all()
    .filter((role) => roleName === undefined || roleNameOf(role) === roleName)
    .filter(
      (role) =>
        type === undefined || asText(asObject(role.properties).type)?.toLowerCase() === type,
    );
  return { status: 200, body: page(call, roles) };
}

function put(world: World, call: Call): Answer {
  const properties = asObject(requireBody(call).properties);
  const name = nameIn(call);
  const existing = world.roles.find(name);
  const problem = problemWith(world, call, properties, existing);
  if (problem !== undefined) {
    throw problem;
  }
  const wanted = {
    roleName: properties.roleName,
    type: "CustomRole",
    description: asText(properties.description) ?? "",
    assignableScopes: properties.assignableScopes,
    permissions: asArray(properties.permissions).map(readPermission),
  };
  const before = asObject(existing?.properties);
  const changed = Object.entries(wanted).some(
    ([key, value]) => JSON.stringify(before[key]) !== JSON.stringify(value),
  );
  const now = call.clock.now().toISOString();
  call.estate.put({
    // A custom role belongs to the directory: its id names the subscription at whatever scope it was made.
    id:
      existing?.id ??
      `/subscriptions/${world.subscriptionId}/providers/${roleDefinitionType}/${name}`,
    name: existing?.name ?? name,
    type: roleDefinitionType,
    properties: {
      ...wanted,
      createdOn: before.createdOn ?? now,
      updatedOn: changed ? now : before.updatedOn,
      createdBy: before.createdBy ?? call.principalId,
      updatedBy: changed ? call.principalId : before.updatedBy,
    },
  });
  return { status: 201, body: world.roles.find(name) };
}

function problemWith(
  world: World,
  call: Call,
  properties: JsonObject,
  existing: StoredResource | undefined,
): ArmError | undefined {
  const roleName = asText(properties.roleName) ?? "";
  const scopes = asArray(properties.assignableScopes).map(wordOf);
  const type = asText(properties.type);
  if (type !== undefined && type !== "" && type.toLowerCase() !== "customrole") {
    const text = `The role definition type '${type}' is not valid. It must be 'CustomRole'.`;
    return new ArmError(400, "InvalidRoleDefinitionType", text);
  }
  if (existing !== undefined && asObject(existing.properties).type === "BuiltInRole") {
    const text = `A role definition with the ID '${nameIn(call)}' already exists.`;
    return new ArmError(409, "RoleDefinitionExists", text);
  }
  if (roleName === "") {
    const text = "The role definition name cannot be null or empty.";
    return new ArmError(400, "RoleDefinitionNameNullOrEmpty", text);
  }
  if (scopes.length === 0) {
    const text = "The role definition must have at least one assignable scope.";
    return new ArmError(400, "MissingAssignableScopes", text);
  }
  const foreign = scopes.findIndex((scope) => !/^\/(subscriptions|providers)\/[^*]+$/i.test(scope));
  if (foreign >= 0) {
    const path = `properties.assignableScopes[${foreign}]`;
    return linkedInvalidPropertyId(scopes[foreign] ?? "", path);
  }
  const namesake = world.roles.findByName(roleName);
  if (namesake !== undefined && namesake.name.toLowerCase() !== nameIn(call).toLowerCase()) {
    const text =
      existing === undefined
        ? "A custom role with the same name already exists in this directory. Use a different name."
        : "A role definition cannot be updated with a name that already exists.";
    return new ArmError(409, "RoleDefinitionWithSameNameExists", text);
  }
  return invalidAction(properties);
}

/** Source: learn.microsoft.com role-based-access-control/troubleshooting; texts in HashiCorp and Azure issues. */
function invalidAction(properties: JsonObject): ArmError | undefined {
  const permissions = asArray(properties.permissions).map(readPermission);
  for (const [i, permission] of permissions.entries()) {
    const [finding] = permissionFindings(permission, `permissions[${i}]`);
    if (finding !== undefined) {
      const [, list = "actions", index = "0"] =
        /\.(\w+)\[(\d+)\]$/.exec(finding.propertyPath) ?? [];
      const data = list.toLowerCase().includes("dataactions");
      const text = permission[list as keyof typeof permission][Number(index)] ?? "";
      return new ArmError(
        400,
        data ? "InvalidDataActionOrNotDataAction" : "InvalidActionOrNotAction",
        `'${text}' does not match any of the actions supported by the providers.`,
      );
    }
  }
  return undefined;
}

function remove(world: World, call: Call): Answer {
  const role = world.roles.find(nameIn(call));
  if (role === undefined) {
    return { status: 204 };
  }
  const guid = role.name.toLowerCase();
  const used = world.estate.ofType(roleAssignmentType).some((assignment) => {
    const id = asText(asObject(assignment.properties).roleDefinitionId) ?? "";
    return id.toLowerCase().endsWith(`/${guid}`);
  });
  if (used) {
    throw new ArmError(
      400,
      "RoleDefinitionHasAssignments",
      "There are existing role assignments referencing role (code: RoleDefinitionHasAssignments).",
    );
  }
  call.estate.delete(role.id);
  return { status: 200, body: role };
}

function requireRole(world: World, name: string): StoredResource {
  const role = world.roles.find(name);
  if (role === undefined) {
    throw roleDoesNotExist(404, name);
  }
  return role;
}

/** Azure prints the GUID without its dashes. Source: Azure/azure-powershell tests, public deployment logs. */
export function roleDoesNotExist(status: 400 | 404, id: string): ArmError {
  const guid = id.slice(id.lastIndexOf("/") + 1).replaceAll("-", "");
  return new ArmError(
    status,
    "RoleDefinitionDoesNotExist",
    `The specified role definition with ID '${guid}' does not exist.`,
  );
}

function nameIn(call: Call): string {
  return call.parameters.roleDefinitionId ?? "";
}
