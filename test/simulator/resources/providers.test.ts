import assert from "node:assert/strict";
import {
  callerOf,
  errorOf,
  newAzure,
  newGroup,
  subscription,
  subscriptionId,
  tenantId,
} from "../caller";

const api = "api-version=2022-12-01";

describe("subscriptions and tenants", () => {
  it("are listed to those who have a right in them", async () => {
    const azure = newAzure();
    const list = async (caller: ReturnType<typeof callerOf>): Promise<unknown[]> =>
      ((await caller.send("GET", `/subscriptions?${api}`)).body as { value: unknown[] }).value;
    assert.deepEqual(await list(callerOf(azure)), []);
    const one = callerOf(azure);
    azure.grant({
      principalId: one.objectId,
      scope: `${subscription}/resourceGroups/rg`,
      role: "Reader",
    });
    const [found] = (await list(one)) as Record<string, unknown>[];
    assert.deepEqual(
      [found?.subscriptionId, found?.tenantId, found?.state],
      [subscriptionId, tenantId, "Enabled"],
    );
    const tenants = await one.send("GET", `/tenants?${api}`);
    assert.equal((tenants.body as { value: { tenantId: string }[] }).value[0]?.tenantId, tenantId);
  });

  it("name locations with their pairs", async () => {
    const caller = callerOf(newAzure(), "Reader");
    const listed = await caller.send("GET", `${subscription}/locations?${api}`);
    const { value } = listed.body as {
      value: { name: string; metadata: { pairedRegion: { name: string }[] } }[];
    };
    const pair = value.find((location) => location.name === "westeurope")?.metadata.pairedRegion;
    assert.deepEqual(
      pair?.map((p) => p.name),
      ["northeurope"],
    );
  });
});

describe("resource providers", () => {
  it("are listed with their types and registered by default", async () => {
    const caller = callerOf(newAzure(), "Reader");
    const read = await caller.send(
      "GET",
      `${subscription}/providers/microsoft.managedIdentity?${api}`,
    );
    const provider = read.body as {
      namespace: string;
      registrationState: string;
      resourceTypes: { resourceType: string }[];
    };
    assert.equal(provider.namespace, "Microsoft.ManagedIdentity");
    assert.equal(provider.registrationState, "Registered");
    assert.ok(provider.resourceTypes.some((t) => t.resourceType === "userAssignedIdentities"));
    const unknown = await caller.send("GET", `${subscription}/providers/Microsoft.Nothing?${api}`);
    assert.equal(errorOf(unknown).code, "InvalidResourceNamespace");
  });

  it("are unregistered only when nothing of theirs is left", async () => {
    const caller = callerOf(newAzure(), "Owner");
    const group = await newGroup(caller);
    const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/u?api-version=2023-01-31`;
    await caller.send("PUT", identity, { location: "westeurope" });
    const unregister = () =>
      caller.send("POST", `${subscription}/providers/Microsoft.ManagedIdentity/unregister?${api}`);
    assert.equal((await unregister()).status, 409);
    await caller.send("DELETE", identity);
    assert.equal((await unregister()).status, 200);
    assert.equal(
      errorOf(await caller.send("PUT", identity, { location: "westeurope" })).code,
      "MissingSubscriptionRegistration",
    );
  });
});

describe("the list of all resources", () => {
  it("holds tracked resources, filtered as asked", async () => {
    const caller = callerOf(newAzure(), "Owner");
    for (const name of ["a", "b"]) {
      const group = await newGroup(caller, name);
      await caller.send(
        "PUT",
        `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}1?api-version=2023-01-31`,
        { location: "westeurope", tags: { of: name } },
      );
    }
    const names = async (path: string): Promise<string[]> =>
      ((await caller.send("GET", path)).body as { value: { name: string }[] }).value.map(
        (r) => r.name,
      );
    assert.deepEqual(await names(`${subscription}/resources?${api}`), ["a1", "b1"]);
    assert.deepEqual(
      await names(
        `${subscription}/resources?$filter=resourceGroup%20eq%20'B'&$expand=createdTime&${api}`,
      ),
      ["b1"],
    );
    assert.deepEqual(
      await names(`${subscription}/resources?${api}&$filter=tagName eq 'of' and tagValue eq 'a'`),
      ["a1"],
    );
    assert.deepEqual(await names(`${subscription}/resourceGroups/a/resources?${api}`), ["a1"]);
    const gone = await caller.send("GET", `${subscription}/resourceGroups/c/resources?${api}`);
    assert.equal(errorOf(gone).code, "ResourceGroupNotFound");
  });
});
