import assert from "node:assert/strict";
import { callerOf, errorOf, newAzure, newGroup, subscription, tenantId } from "../caller";

const version = "2024-11-01";
const vault = `${subscription}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/vault1`;
const [one, two] = ["1", "2"].map((digit) => `${digit.repeat(8)}-1111-4111-8111-111111111111`);

describe("simulated access policies of key vaults", () => {
  it("are added, replaced and removed one principal at a time", async () => {
    const owner = callerOf(newAzure(), "Owner");
    await newGroup(owner);
    await owner.send("PUT", `${vault}?api-version=${version}`, {
      location: "westeurope",
      properties: { tenantId, sku: { family: "A", name: "standard" } },
    });
    const write = async (kind: string, objectId: string | undefined, secrets: string[]) => {
      const policy = { tenantId, objectId, permissions: { secrets } };
      const answer = await owner.send(
        "PUT",
        `${vault}/accessPolicies/${kind}?api-version=${version}`,
        { properties: { accessPolicies: [policy] } },
      );
      const { properties } = answer.body as { properties?: { accessPolicies: (typeof policy)[] } };
      return [
        answer.status,
        ...(properties?.accessPolicies ?? []).map((each) => [
          each.objectId === one ? "one" : "two",
          ...each.permissions.secrets,
        ]),
      ];
    };
    assert.deepEqual(await write("add", one, ["get"]), [200, ["one", "get"]]);
    assert.deepEqual(await write("add", two, ["get"]), [200, ["one", "get"], ["two", "get"]]);
    assert.deepEqual(await write("add", one, ["list"]), [
      200,
      ["two", "get"],
      ["one", "get", "list"],
    ]);
    assert.deepEqual(await write("replace", one, ["set"]), [200, ["two", "get"], ["one", "set"]]);
    assert.deepEqual(await write("remove", one, []), [200, ["two", "get"]]);
    assert.deepEqual(await write("other", one, []), [400]);
    const none = await owner.send("PUT", `${vault}2/accessPolicies/add?api-version=${version}`, {
      properties: { accessPolicies: [] },
    });
    assert.equal(errorOf(none).status, 404);
  });
});
