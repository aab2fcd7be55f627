import assert from "node:assert/strict";
import { type Caller, callerOf, errorOf, newAzure, newGroup, subscription } from "../caller";

const version = "2024-10-01";
const group = `${subscription}/resourceGroups/rg`;
const vault = `${group}/providers/Microsoft.RecoveryServices/vaults/vault1`;
const body = {
  location: "North Europe",
  identity: { type: "SystemAssigned" },
  sku: { name: "RS0", tier: "Standard" },
  properties: {
    securitySettings: { softDeleteSettings: { softDeleteRetentionPeriodInDays: 30 } },
    redundancySettings: { crossRegionRestore: "Enabled" },
  },
};

async function withVault(): Promise<{ azure: ReturnType<typeof newAzure>; owner: Caller }> {
  const azure = newAzure();
  const owner = callerOf(azure, "Owner");
  await newGroup(owner);
  await owner.send("PUT", `${vault}?api-version=${version}`, body);
  await owner.wait(60);
  return { azure, owner };
}

async function propertiesOf(owner: Caller): Promise<Record<string, unknown>> {
  const answer = await owner.send("GET", `${vault}?api-version=${version}`);
  return (answer.body as { properties: Record<string, unknown> }).properties;
}

describe("simulated Recovery Services vaults", () => {
  it("are made as work whose status stands at the vault", async () => {
    const azure = newAzure();
    const owner = callerOf(azure, "Owner");
    await newGroup(owner);
    const made = await owner.send("PUT", `${vault}?api-version=${version}`, body);
    assert.equal(made.status, 201);
    const status = made.headers["azure-asyncoperation"] ?? "";
    assert.match(status, new RegExp(`${vault}/operationStatus/[0-9a-f-]{36}\\?api-version=`));
    const word = async (): Promise<unknown> =>
      ((await owner.send("GET", status)).body as { status: string }).status;
    assert.equal(await word(), "InProgress");
    assert.equal((await propertiesOf(owner)).provisioningState, "Creating");
    await owner.wait(20);
    assert.equal(await word(), "Succeeded");
    assert.equal((await propertiesOf(owner)).provisioningState, "Succeeded");
  });

  it("keep settings that are left out, and Azure's defaults", async () => {
    const { owner } = await withVault();
    const expected = {
      securitySettings: {
        softDeleteSettings: {
          softDeleteState: "Enabled",
          softDeleteRetentionPeriodInDays: 30,
          enhancedSecurityState: "Enabled",
        },
        multiUserAuthorization: "Disabled",
      },
      redundancySettings: {
        standardTierStorageRedundancy: "GeoRedundant",
        crossRegionRestore: "Enabled",
      },
    };
    const settings = async (): Promise<unknown> => {
      const { securitySettings, redundancySettings } = await propertiesOf(owner);
      return { securitySettings, redundancySettings };
    };
    assert.deepEqual(await settings(), expected);
    const patched = await owner.send("PATCH", `${vault}?api-version=${version}`, {
      properties: { publicNetworkAccess: "Disabled" },
    });
    assert.equal(patched.status, 202);
    await owner.wait(20);
    assert.deepEqual(await settings(), expected);
    assert.equal((await propertiesOf(owner)).publicNetworkAccess, "Disabled");
  });

  it("are left untouched by the same request", async () => {
    const { azure, owner } = await withVault();
    const before = azure.estate.version;
    const again = await owner.send("PUT", `${vault}?api-version=${version}`, body);
    assert.equal(again.status, 200);
    await owner.wait(60);
    assert.deepEqual(azure.estate.changes(before), []);
  });

  it("show the private endpoints that lead to them", async () => {
    const { azure, owner } = await withVault();
    const network = `${group}/providers/Microsoft.Network/virtualNetworks/n`;
    await owner.send("PUT", `${network}?api-version=2024-05-01`, {
      location: "northeurope",
      properties: {
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        subnets: [{ name: "s", properties: { addressPrefix: "10.0.0.0/24" } }],
      },
    });
    await owner.wait(10);
    const endpoint = `${group}/providers/Microsoft.Network/privateEndpoints/e`;
    const endpointBody = {
      location: "northeurope",
      properties: {
        subnet: { id: `${network}/subnets/s` },
        privateLinkServiceConnections: [
          {
            name: "c",
            properties: { privateLinkServiceId: vault, groupIds: ["AzureSiteRecovery"] },
          },
        ],
      },
    };
    await owner.send("PUT", `${endpoint}?api-version=2024-05-01`, endpointBody);
    await owner.wait(10);
    const { privateEndpointConnections, ...properties } = await propertiesOf(owner);
    const [connection] = privateEndpointConnections as { properties: Record<string, unknown> }[];
    assert.deepEqual(connection?.properties.privateEndpoint, { id: endpoint });
    assert.equal(properties.privateEndpointStateForSiteRecovery, "Enabled");
    assert.equal(properties.privateEndpointStateForBackup, "None");

    const before = azure.estate.version;
    await owner.send("PUT", `${endpoint}?api-version=2024-05-01`, endpointBody);
    await owner.send("PUT", `${vault}?api-version=${version}`, body);
    await owner.wait(60);
    assert.deepEqual(azure.estate.changes(before), []);

    await owner.send("DELETE", `${endpoint}?api-version=2024-05-01`);
    await owner.wait(10);
    assert.deepEqual((await propertiesOf(owner)).privateEndpointConnections, []);
  });

  it("are deleted when they are empty", async () => {
    const { owner } = await withVault();
    assert.equal((await owner.send("DELETE", `${vault}?api-version=${version}`)).status, 202);
    await owner.wait(20);
    assert.equal(
      errorOf(await owner.send("GET", `${vault}?api-version=${version}`)).code,
      "ResourceNotFound",
    );
    assert.equal((await owner.send("DELETE", `${vault}?api-version=${version}`)).status, 204);
  });

  it("need a sku and a name of 2 to 50 characters", async () => {
    const { owner } = await withVault();
    const put = async (name: string, sent: object): Promise<string> =>
      errorOf(
        await owner.send("PUT", `${vault.replace("vault1", name)}?api-version=${version}`, sent),
      ).message;
    assert.equal(
      await put("v", body),
      "The vault name 'v' is invalid: it must be 2 to 50 letters, digits and hyphens and begin with a letter.",
    );
    assert.match(
      await put("vault2", { location: "westeurope", properties: {} }),
      /Required property 'name' not found in JSON. Path 'sku'/,
    );
  });

  it("hold nothing to restore from while nothing is backed up", async () => {
    const { owner } = await withVault();
    const item = `${vault}/backupFabrics/Azure/protectionContainers/c/protectedItems/machine1`;
    const answer = await owner.send(
      "POST",
      `${item}/recoveryPoints/p/restore?api-version=2025-02-01`,
      {},
    );
    assert.deepEqual(errorOf(answer), {
      status: 404,
      code: "BMSUserErrorDataSourceObjectNotFound",
      message:
        "Item not found. Selected item might have been deleted. Please check if item is registered to the vault.",
    });
  });
});
