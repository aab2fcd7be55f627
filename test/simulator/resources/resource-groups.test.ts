import assert from "node:assert/strict";
import { callerOf, errorOf, newAzure, newGroup, subscription } from "../caller";

const version = "api-version=2021-04-01";
const group = `${subscription}/resourceGroups/rg`;

describe("resource groups", () => {
  it("are created with 201, repeated with 200, and answer GET and HEAD", async () => {
    const azure = newAzure();
    const caller = callerOf(azure, "Contributor");
    const body = { location: "West Europe", tags: { a: "b" } };

    assert.equal((await caller.send("HEAD", `${group}?${version}`)).status, 404);
    const created = await caller.send("PUT", `${group}?${version}`, body);
    assert.equal(created.status, 201);
    assert.deepEqual(created.body, {
      id: group,
      name: "rg",
      type: "Microsoft.Resources/resourceGroups",
      location: "westeurope",
      tags: { a: "b" },
      properties: { provisioningState: "Succeeded" },
    });
    assert.equal((await caller.send("PUT", `${group}?${version}`, body)).status, 200);
    assert.deepEqual(azure.estate.changes(), [
      { kind: "create", id: group, type: "Microsoft.Resources/resourceGroups" },
    ]);
    const head = await caller.send("HEAD", `${group}?${version}`);
    assert.deepEqual([head.status, head.body], [204, undefined]);
  });

  it("take the lower-case path, two leading slashes and names without case", async () => {
    const caller = callerOf(newAzure(), "Contributor");
    await newGroup(caller);
    for (const path of [
      `${subscription}/resourcegroups/RG`,
      `/${group}`,
      group.toUpperCase(),
      `${group}/`,
    ]) {
      const found = await caller.send("GET", `${path}?${version}`);
      assert.equal((found.body as { id: string }).id, group, path);
    }
  });

  it("change tags by PATCH and refuse to move", async () => {
    const caller = callerOf(newAzure(), "Contributor");
    await newGroup(caller);
    const patched = await caller.send("PATCH", `${group}?${version}`, { tags: { c: "d" } });
    assert.deepEqual((patched.body as { tags: unknown }).tags, { c: "d" });
    const moved = await caller.send("PUT", `${group}?${version}`, { location: "northeurope" });
    assert.deepEqual(errorOf(moved), {
      status: 409,
      code: "InvalidResourceGroupLocation",
      message:
        "Invalid resource group location 'northeurope'. The Resource group already exists in location 'westeurope'.",
    });
  });

  it("refuse a body without location, an unknown region and a bad name", async () => {
    const caller = callerOf(newAzure(), "Contributor");
    const none = await caller.send("PUT", `${group}?${version}`, {});
    assert.equal(errorOf(none).code, "LocationRequired");
    const unknown = await caller.send("PUT", `${group}?${version}`, { location: "atlantis" });
    assert.equal(errorOf(unknown).code, "LocationNotAvailableForResourceType");
    const bad = await caller.send("PUT", `${subscription}/resourceGroups/a%20b?${version}`, {
      location: "westeurope",
    });
    assert.equal(errorOf(bad).code, "InvalidResourceGroup");
  });

  it("are deleted with everything in them when the clock has turned, and refuse work meanwhile", async () => {
    const azure = newAzure();
    const caller = callerOf(azure, "Owner");
    await newGroup(caller);
    const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id1`;
    const put = await caller.send("PUT", `${identity}?api-version=2023-01-31`, {
      location: "westeurope",
    });
    assert.equal(put.status, 201);

    const deletion = await caller.send("DELETE", `${group}?${version}`);
    assert.equal(deletion.status, 202);
    assert.equal(deletion.headers["retry-after"], "15");
    const location = deletion.headers.location ?? "";
    assert.match(location, /\/operationresults\/[0-9a-f-]{36}\?api-version=2021-04-01$/);
    assert.equal((await caller.send("GET", location)).status, 202);
    const during = await caller.send("PUT", `${identity}?api-version=2023-01-31`, {
      location: "westeurope",
    });
    assert.deepEqual(errorOf(during), {
      status: 409,
      code: "ResourceGroupBeingDeleted",
      message:
        "The resource group 'rg' is in deprovisioning state and cannot perform this operation.",
    });

    const read = await caller.send("GET", `${identity}?api-version=2023-01-31`);
    assert.equal(read.status, 200);

    await caller.wait(31);
    assert.deepEqual([(await caller.send("GET", location)).status, azure.estate.all()], [200, []]);
    const gone = await caller.send("GET", `${identity}?api-version=2023-01-31`);
    assert.deepEqual(errorOf(gone), {
      status: 404,
      code: "ResourceGroupNotFound",
      message: "Resource group 'rg' could not be found.",
    });
    assert.equal((await caller.send("DELETE", `${group}?${version}`)).status, 404);
  });

  it("are listed by tag", async () => {
    const caller = callerOf(newAzure(), "Contributor");
    await newGroup(caller, "a");
    await caller.send("PUT", `${subscription}/resourceGroups/b?${version}`, {
      location: "westeurope",
      tags: { x: "y" },
    });
    const names = async (query: string): Promise<string[]> => {
      const listed = await caller.send("GET", `${subscription}/resourcegroups?${version}${query}`);
      return (listed.body as { value: { name: string }[] }).value.map((g) => g.name);
    };
    assert.deepEqual(await names(""), ["a", "b"]);
    assert.deepEqual(await names("&%24filter=tagname+eq+%27x%27+and+tagvalue+eq+%27y%27"), ["b"]);
    assert.deepEqual(await names("&$filter=tagname%20eq%20'z'"), []);
  });
});
