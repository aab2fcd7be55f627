import assert from "node:assert/strict";
import { callerOf, errorOf, newAzure, newGroup, subscription, tenantId } from "../caller";

const version = "2024-11-01";
const vault = `${subscription}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/vault1`;
const body = {
  location: "westeurope",
  properties: { tenantId, sku: { family: "A", name: "standard" }, enableRbacAuthorization: true },
};

describe("simulated key vaults", () => {
  it("are made at once, with Azure's defaults, and stay as they are", async () => {
    const azure = newAzure();
    const owner = callerOf(azure, "Owner");
    await newGroup(owner);
    const made = await owner.send("PUT", `${vault}?api-version=${version}`, body);
    assert.equal(made.status, 201);
    assert.deepEqual((made.body as { properties: unknown }).properties, {
      accessPolicies: [],
      enabledForDeployment: false,
      enableRbacAuthorization: true,
      enableSoftDelete: true,
      softDeleteRetentionInDays: 90,
      publicNetworkAccess: "Enabled",
      tenantId,
      sku: { family: "A", name: "standard" },
      vaultUri: "https://vault1.vault.simulated/",
      provisioningState: "Succeeded",
    });
    const before = azure.estate.version;
    assert.equal((await owner.send("PUT", `${vault}?api-version=${version}`, body)).status, 200);
    assert.deepEqual(azure.estate.changes(before), []);
    assert.equal((await owner.send("DELETE", `${vault}?api-version=${version}`)).status, 200);
  });

  it("need a tenant, and a name that fits an address", async () => {
    const owner = callerOf(newAzure(), "Owner");
    await newGroup(owner);
    const wrongName = vault.replace("vault1", "1vault");
    assert.equal(
      errorOf(await owner.send("PUT", `${wrongName}?api-version=${version}`, body)).code,
      "VaultNameNotValid",
    );
    const answer = await owner.send("PUT", `${vault}?api-version=${version}`, {
      location: "westeurope",
      properties: { sku: { name: "standard" } },
    });
    assert.match(errorOf(answer).message, /Required property 'tenantId' not found/);
  });

  it("change single access policies, and leave the others as they are", async () => {
    const owner = callerOf(newAzure(), "Owner");
    await newGroup(owner);
    await owner.send("PUT", `${vault}?api-version=${version}`, body);
    const policy = (objectId: string, keys: string[]): object => ({
      tenantId,
      objectId,
      permissions: { keys },
    });
    const change = async (kind: string, ...policies: object[]): Promise<unknown> => {
      const answer = await owner.send(
        "PUT",
        `${vault}/accessPolicies/${kind}?api-version=${version}`,
        { properties: { accessPolicies: policies } },
      );
      return answer.status === 200
        ? (answer.body as { properties: { accessPolicies: unknown } }).properties.accessPolicies
        : errorOf(answer);
    };
    await change("add", policy("a", ["get"]), policy("b", ["list"]));
    assert.deepEqual(await change("add", policy("A", ["backup"])), [
      policy("b", ["list"]),
      policy("A", ["get", "backup"]),
    ]);
    assert.deepEqual(await change("replace", policy("a", ["sign"])), [
      policy("b", ["list"]),
      policy("a", ["sign"]),
    ]);
    assert.deepEqual(await change("remove", policy("b", [])), [policy("a", ["sign"])]);
    assert.equal(((await change("drop")) as { code: string }).code, "BadRequest");
    const missing = vault.replace("vault1", "vault2");
    const answer = await owner.send("PUT", `${missing}/accessPolicies/add?api-version=${version}`, {
      properties: { accessPolicies: [] },
    });
    assert.equal(errorOf(answer).code, "ResourceNotFound");
  });
});
