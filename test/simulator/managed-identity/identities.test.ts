import assert from "node:assert/strict";
import {
  resolveIdentity,
  identityLinks,
} from "../../../src/simulator/managed-identity/resource-identity";
import type { Call } from "../../../src/simulator/operation";
import { createWorld } from "../../../src/simulator/world";
import {
  callerOf,
  errorOf,
  newAzure,
  newGroup,
  subscription,
  subscriptionId,
  tenantId,
} from "../caller";

const resourceId = `${subscription}/resourceGroups/rg/providers/Microsoft.Automation/automationAccounts/a`;
const userId = `${subscription}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/u`;

function callIn(method: Call["method"] = "PUT") {
  const world = createWorld({ subscriptionId, tenantId, identityPropagationInSeconds: 30 });
  const call = { method, tenantId, directory: world.directory, estate: world.estate };
  return { world, call: call as Call };
}

describe("the identity of a resource", () => {
  it("gets a principal that follows from seed and id, keeps it, and loses it when turned off", () => {
    const { world, call } = callIn();
    const made = resolveIdentity(call, resourceId, { type: "SystemAssigned" }, undefined);
    const twin = callIn();
    assert.deepEqual(
      made,
      resolveIdentity(twin.call, resourceId, { type: "SystemAssigned" }, undefined),
    );
    const principalId = String(made?.principalId);
    assert.deepEqual(made, { type: "SystemAssigned", principalId, tenantId });
    assert.deepEqual(resolveIdentity(call, resourceId, { type: "systemassigned" }, made), made);
    assert.deepEqual(resolveIdentity(call, resourceId, undefined, made), made);
    assert.equal(world.directory.find(principalId)?.resourceId, resourceId);
    assert.equal(world.directory.findPropagated(principalId), undefined);
    world.clock.advance(30_000);
    assert.equal(world.directory.findPropagated(principalId)?.displayName, "a");

    assert.deepEqual(resolveIdentity(call, resourceId, { type: "None" }, made), { type: "None" });
    assert.equal(world.directory.find(principalId), undefined);
    const again = resolveIdentity(call, resourceId, { type: "SystemAssigned" }, { type: "None" });
    assert.notEqual(again?.principalId, principalId);
  });

  it("answers user-assigned identities with their principals, and refuses one that is not there", () => {
    const { world, call } = callIn();
    const sent = { type: "SystemAssigned,UserAssigned", userAssignedIdentities: { [userId]: {} } };
    assert.throws(
      () => resolveIdentity(call, resourceId, sent, undefined),
      (error: Error & { code?: string }) =>
        error.code === "FailedIdentityOperation" &&
        error.message.includes(`'${userId}' was not found`),
    );
    world.estate.put({
      id: userId,
      name: "u",
      type: "Microsoft.ManagedIdentity/userAssignedIdentities",
      properties: { principalId: "p", clientId: "c" },
    });
    const made = resolveIdentity(call, resourceId, sent, undefined);
    assert.equal(made?.type, "SystemAssigned, UserAssigned");
    assert.deepEqual(made.userAssignedIdentities, {
      [userId]: { principalId: "p", clientId: "c" },
    });
    assert.deepEqual(identityLinks(sent, undefined), [
      {
        action: "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
        scope: userId,
      },
    ]);
    assert.deepEqual(identityLinks(sent, made), []);
    const patch = callIn("PATCH");
    const kept = resolveIdentity(
      patch.call,
      resourceId,
      { type: "UserAssigned", userAssignedIdentities: { [userId]: null } },
      made,
    );
    assert.deepEqual(kept?.userAssignedIdentities, {});
  });
});

describe("user-assigned identities", () => {
  const api = "api-version=2023-01-31";

  it("keep their principal over changes, and take it with them when deleted", async () => {
    const azure = newAzure();
    const caller = callerOf(azure, "Owner");
    await newGroup(caller);
    const made = await caller.send("PUT", `${userId}?${api}`, { location: "westeurope" });
    assert.equal(made.status, 201);
    const { properties } = made.body as { properties: Record<string, string> };
    assert.deepEqual(Object.keys(properties), ["tenantId", "principalId", "clientId"]);
    const patched = await caller.send("PATCH", `${userId}?${api}`, { tags: { a: "b" } });
    assert.deepEqual(patched.body, {
      ...(made.body as object),
      tags: { a: "b" },
    });
    assert.equal(
      (await caller.send("PUT", `${userId}?${api}`, { location: "westeurope", tags: { a: "b" } }))
        .status,
      200,
    );
    assert.equal(azure.estate.changes().length, 3);

    const assignment = `${subscription}/providers/Microsoft.Authorization/roleAssignments/aaaaaaaa-0000-4000-8000-000000000001`;
    const assign = () =>
      caller.send("PUT", `${assignment}?api-version=2022-04-01`, {
        properties: {
          roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`,
          principalId: properties.principalId,
        },
      });
    await caller.wait(60);
    assert.equal((await caller.send("DELETE", `${userId}?${api}`)).status, 200);
    assert.equal((await caller.send("DELETE", `${userId}?${api}`)).status, 204);
    assert.equal(errorOf(await assign()).code, "PrincipalNotFound");
  });

  it("cannot move, and need a location", async () => {
    const caller = callerOf(newAzure(), "Owner");
    await newGroup(caller);
    const none = await caller.send("PUT", `${userId}?${api}`, {});
    assert.equal(errorOf(none).code, "LocationRequired");
    await caller.send("PUT", `${userId}?${api}`, { location: "West Europe" });
    const moved = await caller.send("PUT", `${userId}?${api}`, { location: "northeurope" });
    assert.deepEqual(errorOf(moved), {
      status: 409,
      code: "InvalidResourceLocation",
      message:
        "The resource 'u' already exists in location 'westeurope' in resource group 'rg'. A resource with the same " +
        "name cannot be created in location 'northeurope'. Please select a new resource name.",
    });
  });

  it("hold federated credentials, one for an issuer and a subject", async () => {
    const azure = newAzure();
    const caller = callerOf(azure, "Owner");
    await newGroup(caller);
    const put = (name: string, properties: object) =>
      caller.send("PUT", `${userId}/federatedIdentityCredentials/${name}?${api}`, { properties });
    const credential = { issuer: "https://issuer", subject: "s", audiences: ["a"] };
    assert.equal(errorOf(await put("one", credential)).code, "ParentResourceNotFound");
    await caller.send("PUT", `${userId}?${api}`, { location: "westeurope" });
    assert.equal((await put("one", credential)).status, 201);
    assert.equal((await put("one", credential)).status, 200);
    assert.equal(
      errorOf(await put("two", credential)).code,
      "FederatedIdentityCredentialIssuerSubjectCombinationAlreadyExists",
    );
    assert.equal(
      errorOf(await put("two", { ...credential, subject: "t", audiences: [] })).code,
      "BadRequest",
    );
    await caller.send("DELETE", `${userId}?${api}`);
    assert.equal(azure.estate.all().length, 1);
  });
});
