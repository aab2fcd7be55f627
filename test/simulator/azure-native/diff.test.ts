import assert from "node:assert/strict";
import { unknownValue, type Properties } from "../../../src/plugin/handlers";
import { azureNativeDouble } from "../../../src/simulator/azure-native/azure-native-double";
import { SmallAzure, contextOf } from "./small-azure";

describe("the azure-native double's diff", () => {
  const provider = azureNativeDouble(() => new SmallAzure().connection);

  function diff(
    token: string,
    oldInputs: Properties,
    newInputs: Properties,
    rest: { oldOutputs?: Properties; ignoreChanges?: string[] } = {},
  ) {
    const handler = provider.resource(`azure-native:${token}`);
    assert.ok(handler);
    const request = { id: "/id", oldOutputs: {}, ignoreChanges: [], ...rest, oldInputs, newInputs };
    return handler.diff(request, contextOf("it"));
  }

  it("sees no change in spelling of location and group, nor in hidden arguments", async () => {
    const { changes } = await diff(
      "compute:Disk",
      { location: "West Europe", resourceGroupName: "RG", tags: { a: "b" }, __hidden: 1 },
      { location: "westeurope", resourceGroupName: "rg", tags: { a: "b" } },
    );
    assert.deepEqual(changes, {});
  });

  it("tells every changed property by its path", async () => {
    const { changes } = await diff(
      "compute:VirtualMachine",
      { zones: ["1"], osProfile: { computerName: "a" }, tags: { a: "b", "c.d": "e" } },
      { zones: ["1", "2"], osProfile: { adminUsername: "u" }, tags: { a: "x" }, priority: "Spot" },
    );
    assert.deepEqual(changes, {
      "zones[1]": "add",
      "osProfile.computerName": "delete",
      "osProfile.adminUsername": "add",
      "tags.a": "update",
      'tags["c.d"]': "delete",
      priority: "add",
    });
  });

  it("replaces for parts of the path and for what cannot change, inside objects too", async () => {
    const { changes } = await diff(
      "network:PublicIPAddress",
      { resourceGroupName: "rg", sku: { name: "Basic" }, location: "a", tags: { a: "b" } },
      { resourceGroupName: "other", sku: { name: "Standard" }, location: "b", tags: { a: "c" } },
    );
    assert.deepEqual(changes, {
      resourceGroupName: "update-replace",
      "sku.name": "update-replace",
      location: "update-replace",
      "tags.a": "update",
    });
  });

  it("replaces a role assignment for its principal, not for its role", async () => {
    const { changes } = await diff(
      "authorization:RoleAssignment",
      { scope: "/s", principalId: "p", roleDefinitionId: "d" },
      { scope: "/s", principalId: unknownValue, roleDefinitionId: unknownValue },
    );
    assert.deepEqual(changes, { principalId: "update-replace", roleDefinitionId: "update" });
  });

  it("changes the location of what may move in place", async () => {
    for (const token of [
      "recoveryservices:Vault",
      "automation:AutomationAccount",
      "network:NetworkInterface",
      "keyvault:Vault",
    ]) {
      const { changes } = await diff(token, { location: "a" }, { location: "b" });
      assert.deepEqual(changes, { location: "update" }, token);
    }
  });

  it("deletes first unless the name was made and can stand beside the old one", async () => {
    const change = [{ location: "a" }, { location: "b" }] as const;
    assert.equal((await diff("compute:Disk", ...change)).deleteBeforeReplace, true);
    const made = { location: "b", __createBeforeDelete: true };
    assert.equal((await diff("compute:Disk", change[0], made)).deleteBeforeReplace, false);
  });

  it("does not replace for an argument that says what Azure chose", async () => {
    const oldOutputs = { location: "westeurope" };
    const added = await diff("compute:Disk", {}, { location: "westeurope" }, { oldOutputs });
    assert.deepEqual(added.changes, { location: "add" });
    const other = await diff("compute:Disk", {}, { location: "uksouth" }, { oldOutputs });
    assert.deepEqual(other.changes, { location: "add-replace" });
  });

  it("takes the api-version of an imported resource from its outputs", async () => {
    const newInputs = { azureApiVersion: "2024-03-02" };
    const same = await diff("compute:Disk", {}, newInputs, {
      oldOutputs: { azureApiVersion: "2024-03-02" },
    });
    assert.deepEqual(same.changes, {});
    const moved = await diff("compute:Disk", {}, newInputs, {
      oldOutputs: { azureApiVersion: "2023-01-02" },
    });
    assert.deepEqual(moved.changes, { azureApiVersion: "update" });
  });

  it("leaves out what the program ignores", async () => {
    const { changes } = await diff(
      "compute:Disk",
      { tags: { a: "b", c: "d" }, location: "a", tagsLike: 1 },
      { tags: { a: "x", c: "y" }, location: "b", tagsLike: 2 },
      { ignoreChanges: ["tags.a", "location", "tags.c"] },
    );
    assert.deepEqual(changes, { tagsLike: "update" });
  });
});
