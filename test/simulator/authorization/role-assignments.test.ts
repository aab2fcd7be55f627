import assert from "node:assert/strict";
import { permission } from "../../../src/azure/permissions";
import {
  callerOf,
  errorOf,
  newAzure,
  newGroup,
  subscription,
  tenantId,
  type Caller,
} from "../caller";

const api = "api-version=2022-04-01";
const reader = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`;
const contributor = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c`;
const first = "aaaaaaaa-0000-4000-8000-000000000001";
const second = "aaaaaaaa-0000-4000-8000-000000000002";

function assignmentId(name: string, scope = subscription): string {
  return `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
}

function assign(caller: Caller, name: string, properties: object, scope = subscription) {
  return caller.send("PUT", `${assignmentId(name, scope)}?${api}`, { properties });
}

describe("role assignments", () => {
  it("are made with 201, repeated with 200 and no change, read, listed and deleted", async () => {
    const azure = newAzure();
    const owner = callerOf(azure, "Owner");
    const other = callerOf(azure);
    const properties = { roleDefinitionId: reader, principalId: other.objectId };
    const made = await assign(owner, first, properties);
    assert.equal(made.status, 201);
    assert.deepEqual(made.body, {
      id: assignmentId(first),
      name: first,
      type: "Microsoft.Authorization/roleAssignments",
      properties: {
        roleDefinitionId: reader,
        principalId: other.objectId,
        principalType: "ServicePrincipal",
        scope: subscription,
        createdOn: "2026-11-01T08:00:00.000Z",
        updatedOn: "2026-11-01T08:00:00.000Z",
        createdBy: owner.objectId,
        updatedBy: owner.objectId,
      },
    });
    await owner.wait(5);
    assert.equal((await assign(owner, first, properties)).status, 200);
    assert.equal(azure.estate.changes().length, 1);
    const listed = await owner.send(
      "GET",
      `${subscription}/providers/Microsoft.Authorization/roleAssignments?${api}&$filter=principalId eq '${other.objectId}'`,
    );
    assert.deepEqual((listed.body as { value: unknown[] }).value, [made.body]);
    assert.equal((await owner.send("DELETE", `${assignmentId(first)}?${api}`)).status, 200);
    assert.equal((await owner.send("DELETE", `${assignmentId(first)}?${api}`)).status, 204);
    assert.equal((await owner.send("GET", `${assignmentId(first)}?${api}`)).status, 404);
  });

  it("take effect only after the rights have propagated", async () => {
    const azure = newAzure({ permissionPropagationInSeconds: 90 });
    const owner = callerOf(azure, "Owner");
    const other = callerOf(azure);
    await assign(owner, first, { roleDefinitionId: reader, principalId: other.objectId });
    const read = () => other.send("GET", `${subscription}?${api}`);
    assert.equal((await read()).status, 403);
    await owner.wait(89);
    assert.equal((await read()).status, 403);
    await owner.wait(1);
    assert.equal((await read()).status, 200);
    assert.deepEqual(
      azure.recorded(other.objectId).map((use) => [use.allowed, use.times]),
      [
        [false, 2],
        [true, 1],
      ],
    );
    await owner.send("DELETE", `${assignmentId(first)}?${api}`);
    assert.equal((await read()).status, 403);
  });

  it("of a group reach the group and what is in it, and go with it", async () => {
    const azure = newAzure({ permissionPropagationInSeconds: 0 });
    const owner = callerOf(azure, "Owner");
    const other = callerOf(azure);
    const group = await newGroup(owner);
    await newGroup(owner, "other");
    await assign(owner, first, { roleDefinitionId: reader, principalId: other.objectId }, group);
    const status = async (path: string): Promise<number> =>
      (await other.send("GET", `${path}?${api}`)).status;
    assert.equal(await status(group), 200);
    assert.equal(await status(`${group}/resources`), 200);
    assert.equal(await status(`${subscription}/resourceGroups/other`), 403);
    assert.equal(await status(subscription), 403);
    await owner.send("DELETE", `${group}?${api}`);
    await owner.wait(60);
    assert.deepEqual(azure.estate.ofType("Microsoft.Authorization/roleAssignments"), []);
  });

  it("may be made once for a principal, a role and a scope", async () => {
    const azure = newAzure();
    const owner = callerOf(azure, "Owner");
    const other = callerOf(azure);
    const properties = { roleDefinitionId: reader, principalId: other.objectId };
    await assign(owner, first, properties);
    assert.deepEqual(errorOf(await assign(owner, second, properties)), {
      status: 409,
      code: "RoleAssignmentExists",
      message:
        "The role assignment already exists. The ID of the existing role assignment is aaaaaaaa000040008000000000000001.",
    });
    const notPermitted = {
      status: 400,
      code: "RoleAssignmentUpdateNotPermitted",
      message: "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
    };
    const otherRole = { ...properties, roleDefinitionId: contributor };
    assert.deepEqual(errorOf(await assign(owner, first, otherRole)), notPermitted);
    const otherPrincipal = { ...properties, principalId: owner.objectId };
    assert.deepEqual(errorOf(await assign(owner, first, otherPrincipal)), notPermitted);
  });

  it("know the principal: its type, and whether it has reached the directory", async () => {
    const azure = newAzure({ identityPropagationInSeconds: 30 });
    const owner = callerOf(azure, "Owner");
    const group = await newGroup(owner);
    const identity = await owner.send(
      "PUT",
      `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id1?api-version=2023-01-31`,
      { location: "westeurope" },
    );
    const { principalId } = (identity.body as { properties: { principalId: string } }).properties;
    const fresh = { roleDefinitionId: reader, principalId };
    const id = principalId.replaceAll("-", "");
    assert.deepEqual(errorOf(await assign(owner, first, fresh)), {
      status: 400,
      code: "PrincipalNotFound",
      message:
        `Principal ${id} does not exist in the directory ${tenantId}. Check that you have the correct principal ID. ` +
        "If you are creating this principal and then immediately assigning a role, this error might be related to a " +
        "replication delay. In this case, set the role assignment principalType property to a value, such as " +
        "ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype",
    });
    const typed = { ...fresh, principalType: "ServicePrincipal" };
    assert.equal((await assign(owner, first, typed)).status, 201);
    await owner.wait(30);
    const contributorAsUser = { roleDefinitionId: contributor, principalId, principalType: "User" };
    assert.deepEqual(errorOf(await assign(owner, second, contributorAsUser)), {
      status: 400,
      code: "UnmatchedPrincipalType",
      message: `The PrincipalId '${id}' has type 'ServicePrincipal' , which is different from specified PrinciaplType 'User'.`,
    });
    const untyped = { roleDefinitionId: contributor, principalId };
    assert.equal((await assign(owner, second, untyped)).status, 201);
  });

  it("refuse a name that is no GUID, an unknown role, a missing scope", async () => {
    const azure = newAzure();
    const owner = callerOf(azure, "Owner");
    const properties = { roleDefinitionId: reader, principalId: owner.objectId };
    assert.equal(errorOf(await assign(owner, "mine", properties)).code, "InvalidRoleAssignmentId");
    const unknown = { ...properties, roleDefinitionId: `${reader.slice(0, -4)}0000` };
    assert.deepEqual(errorOf(await assign(owner, first, unknown)), {
      status: 400,
      code: "RoleDefinitionDoesNotExist",
      message:
        "The specified role definition with ID 'acdd72a7338548efbd42f606fba80000' does not exist.",
    });
    const group = await newGroup(owner);
    const vm = `${group}/providers/Microsoft.Compute/virtualMachines/vm1`;
    assert.deepEqual(errorOf(await assign(owner, first, properties, vm)), {
      status: 404,
      code: "ResourceNotFound",
      message:
        "The Resource 'Microsoft.Compute/virtualMachines/vm1' under resource group 'rg' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
    });
    const none = await assign(owner, first, { principalId: owner.objectId });
    assert.equal(errorOf(none).code, "InvalidRequestContent");
  });
});

describe("custom roles", () => {
  const roleApi = "api-version=2022-04-01";
  const name = "bbbbbbbb-0000-4000-8000-000000000001";
  const role = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${name}`;
  const properties = {
    roleName: "Group reader",
    description: "Reads groups",
    assignableScopes: [subscription],
    permissions: [
      permission({ actions: ["Microsoft.Resources/subscriptions/resourceGroups/read"] }),
    ],
  };
  const put = (caller: Caller, changed: object = {}, id = role) =>
    caller.send("PUT", `${id}?${roleApi}`, { properties: { ...properties, ...changed } });

  it("are made with 201 each time, change nothing when repeated, work, and go when unused", async () => {
    const azure = newAzure({ permissionPropagationInSeconds: 0 });
    const owner = callerOf(azure, "Owner");
    const other = callerOf(azure);
    assert.equal((await put(owner)).status, 201);
    await owner.wait(10);
    const again = await put(owner);
    assert.equal(again.status, 201);
    assert.equal(azure.estate.changes().length, 1);
    assert.equal((again.body as { properties: { type: string } }).properties.type, "CustomRole");
    await assign(owner, first, { roleDefinitionId: role, principalId: other.objectId });
    assert.equal((await other.send("GET", `${subscription}/resourcegroups?${api}`)).status, 200);
    assert.equal((await other.send("GET", `${subscription}?${api}`)).status, 403);
    assert.deepEqual(errorOf(await owner.send("DELETE", `${role}?${roleApi}`)), {
      status: 400,
      code: "RoleDefinitionHasAssignments",
      message:
        "There are existing role assignments referencing role (code: RoleDefinitionHasAssignments).",
    });
    await owner.send("DELETE", `${assignmentId(first)}?${api}`);
    assert.equal((await owner.send("DELETE", `${role}?${roleApi}`)).status, 200);
    assert.equal((await owner.send("DELETE", `${role}?${roleApi}`)).status, 204);
    assert.equal(
      errorOf(await owner.send("GET", `${role}?${roleApi}`)).code,
      "RoleDefinitionDoesNotExist",
    );
  });

  it("are refused with Azure's codes", async () => {
    const owner = callerOf(newAzure(), "Owner");
    const code = async (changed: object, id = role): Promise<string> =>
      errorOf(await put(owner, changed, id)).code;
    assert.equal(await code({ roleName: "" }), "RoleDefinitionNameNullOrEmpty");
    assert.equal(await code({ assignableScopes: [] }), "MissingAssignableScopes");
    assert.equal(await code({ assignableScopes: ["/"] }), "LinkedInvalidPropertyId");
    assert.equal(await code({ type: "BuiltInRole" }), "InvalidRoleDefinitionType");
    assert.equal(await code({}, contributor), "RoleDefinitionExists");
    assert.equal(await code({ roleName: "Contributor" }), "RoleDefinitionWithSameNameExists");
    const wild = [permission({ actions: ["Microsoft.Compute/*/virtualMachines/*"] })];
    assert.deepEqual(errorOf(await put(owner, { permissions: wild })), {
      status: 400,
      code: "InvalidActionOrNotAction",
      message:
        "'Microsoft.Compute/*/virtualMachines/*' does not match any of the actions supported by the providers.",
    });
    const data = [permission({ dataActions: ["read blobs"] })];
    assert.equal(await code({ permissions: data }), "InvalidDataActionOrNotDataAction");
  });

  it("need the right to write role definitions, which Contributor lacks", async () => {
    const contributorCaller = callerOf(newAzure(), "Contributor");
    const refused = errorOf(await put(contributorCaller));
    assert.equal(refused.code, "AuthorizationFailed");
    assert.match(refused.message, /'Microsoft.Authorization\/roleDefinitions\/write'/);
  });

  it("are found by name among the built-in ones", async () => {
    const owner = callerOf(newAzure(), "Owner");
    const listed = await owner.send(
      "GET",
      `${subscription}/providers/Microsoft.Authorization/roleDefinitions?${roleApi}&$filter=roleName eq 'Reader'`,
    );
    assert.deepEqual(
      (listed.body as { value: { id: string }[] }).value.map((r) => r.id),
      [reader],
    );
  });
});
