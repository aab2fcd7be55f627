import assert from "node:assert/strict";
import { permission } from "../../../src/azure/permissions";
import { callerOf, errorOf, newAzure, newGroup } from "../caller";

const api = "api-version=2020-05-01";
const identityApi = "api-version=2023-01-31";

describe("locks", () => {
  it("that forbid deletion let writes pass, and speak of the locked scope", async () => {
    const caller = callerOf(newAzure(), "Owner");
    const group = await newGroup(caller);
    const lock = `${group}/providers/Microsoft.Authorization/locks/keep`;
    const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id1`;
    const put = () => caller.send("PUT", `${identity}?${identityApi}`, { location: "westeurope" });
    await put();
    const locked = await caller.send("PUT", `${lock}?${api}`, {
      properties: { level: "CanNotDelete", notes: "n" },
    });
    assert.deepEqual(locked.body, {
      id: lock,
      name: "keep",
      type: "Microsoft.Authorization/locks",
      properties: { level: "CanNotDelete", notes: "n" },
    });
    assert.equal((await put()).status, 200);
    assert.deepEqual(errorOf(await caller.send("DELETE", `${identity}?${identityApi}`)), {
      status: 409,
      code: "ScopeLocked",
      message: `The scope '${identity}' cannot perform delete operation because following scope(s) are locked: '${group}'. Please remove the lock and try again.`,
    });
    assert.equal((await caller.send("DELETE", `${lock}?${api}`)).status, 200);
    assert.equal((await caller.send("DELETE", `${identity}?${identityApi}`)).status, 200);
  });

  it("below a group keep the group, and a read-only one stops writes", async () => {
    const caller = callerOf(newAzure(), "Owner");
    const group = await newGroup(caller);
    const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id1`;
    const put = () => caller.send("PUT", `${identity}?${identityApi}`, { location: "westeurope" });
    await put();
    await caller.send("PUT", `${identity}/providers/Microsoft.Authorization/locks/frozen?${api}`, {
      properties: { level: "ReadOnly" },
    });
    assert.equal(errorOf(await put()).code, "ScopeLocked");
    assert.deepEqual(errorOf(await caller.send("DELETE", `${group}?${api}`)), {
      status: 409,
      code: "ScopeLocked",
      message: `The scope '${group}' cannot perform delete operation because following scope(s) are locked: '${identity}'. Please remove the lock and try again.`,
    });
    assert.equal((await caller.send("GET", `${identity}?${identityApi}`)).status, 200);
  });

  it("refuse an unknown level", async () => {
    const caller = callerOf(newAzure(), "Owner");
    const group = await newGroup(caller);
    const refused = await caller.send(
      "PUT",
      `${group}/providers/Microsoft.Authorization/locks/l?${api}`,
      { properties: { level: "Maybe" } },
    );
    assert.equal(errorOf(refused).code, "InvalidRequestContent");
  });
});

describe("deny assignments", () => {
  it("beat an owner, except one who is left out", async () => {
    const azure = newAzure();
    const owner = callerOf(azure, "Owner");
    const spared = callerOf(azure, "Owner");
    const group = await newGroup(owner);
    const id = `${group}/providers/Microsoft.Authorization/denyAssignments/cccccccc-0000-4000-8000-000000000001`;
    azure.estate.put({
      id,
      name: "cccccccc-0000-4000-8000-000000000001",
      type: "Microsoft.Authorization/denyAssignments",
      properties: {
        denyAssignmentName: "keep",
        scope: group,
        permissions: [permission({ actions: ["*/delete"] })],
        principals: [{ id: "00000000-0000-0000-0000-000000000000", type: "SystemDefined" }],
        excludePrincipals: [{ id: spared.objectId, type: "ServicePrincipal" }],
      },
    });
    assert.deepEqual(errorOf(await owner.send("DELETE", `${group}?${api}`)), {
      status: 403,
      code: "DenyAssignmentAuthorizationFailed",
      message:
        `The client '${owner.clientId}' with object id '${owner.objectId}' has permission to perform action ` +
        `'Microsoft.Resources/subscriptions/resourceGroups/delete' on scope '${group}'; however, the access is denied ` +
        `because of the deny assignment with name 'keep' and Id 'cccccccc000040008000000000000001' at scope '${group}'.`,
    });
    assert.equal((await owner.send("GET", `${id}?api-version=2022-04-01`)).status, 200);
    assert.equal((await spared.send("DELETE", `${group}?${api}`)).status, 202);
  });
});
