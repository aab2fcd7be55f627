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
});
