import assert from "node:assert/strict";
import { type Caller, callerOf, errorOf } from "../caller";
import { group, network, send } from "../compute/small-estate";
import {
  ask,
  backUp,
  itemBody,
  itemId,
  policyId,
  read,
  vaultBody,
  vaultId,
  withItem,
  withVault,
} from "./backed-up-estate";

const immutable = (state: string): object => ({
  securitySettings: { immutabilitySettings: { state } },
});
const key = {
  keyVaultProperties: { keyUri: "https://keys1.vault.simulated/keys/key1" },
  kekIdentity: { useSystemAssignedIdentity: true },
  infrastructureEncryption: "Enabled",
};

async function change(owner: Caller, properties: object): Promise<string> {
  const answer = await ask(owner, "PATCH", vaultId, { properties });
  await owner.wait(60);
  return answer.status === 202 ? "accepted" : errorOf(answer).code;
}

describe("an immutable vault", () => {
  it("is left again until it is locked", async () => {
    const { owner } = await withVault();
    assert.equal(await change(owner, immutable("Unlocked")), "accepted");
    assert.equal(await change(owner, immutable("Disabled")), "accepted");
    assert.equal(await change(owner, immutable("Locked")), "accepted");
    const refused = "UserErrorUnsupportedVaultImmutabilityStateChange";
    assert.equal(await change(owner, immutable("Unlocked")), refused);
    assert.equal(await change(owner, immutable("Disabled")), refused);
    assert.equal(await change(owner, { publicNetworkAccess: "Disabled" }), "accepted");
  });

  it("refuses what loses recovery points: their deletion, and shorter retention", async () => {
    const { owner } = await withItem(immutable("Unlocked"));
    await backUp(owner);
    await owner.wait(4000);
    assert.deepEqual(errorOf(await ask(owner, "DELETE", itemId)), {
      status: 400,
      code: "UserErrorOperationDeniedOnImmutableItem",
      message:
        "The Vault and Backup Item is immutable, hence operation is denied. Refer to the documentation to " +
        "learn more: https://aka.ms/AB-ImmutableVaults-States",
    });
    const policy = await ask(owner, "GET", policyId);
    const shorter = (count: number): object =>
      JSON.parse(JSON.stringify(policy.body).replace('"count":30', `"count":${count}`)) as object;
    assert.equal(
      errorOf(await ask(owner, "PUT", policyId, shorter(7))).code,
      "UserErrorOperationDeniedOnImmutableItem",
    );
    assert.equal((await ask(owner, "PUT", policyId, shorter(60))).status, 202);
    const other = `${vaultId}/backupPolicies/short`;
    assert.equal((await ask(owner, "PUT", other, shorter(7))).status, 200);
    assert.equal(
      errorOf(await ask(owner, "PUT", itemId, itemBody({ policyId: other }))).code,
      "UserErrorOperationDeniedOnImmutableItem",
    );
  });

  it("lets backups be suspended, which no other vault does", async () => {
    const suspended = itemBody({ protectionState: "BackupsSuspended" });
    const plain = await withItem();
    assert.match(
      errorOf(await ask(plain.owner, "PUT", itemId, suspended)).message,
      /Backups are suspended only in a vault that is immutable\.$/,
    );
    const { owner } = await withItem(immutable("Unlocked"));
    assert.equal((await ask(owner, "PUT", itemId, suspended)).status, 202);
    assert.equal((await read(owner, itemId)).protectionState, "BackupsSuspended");
  });
});

describe("a vault's own key", () => {
  it("needs an identity that the vault has, and stays", async () => {
    const { owner } = await withVault();
    const user = { ...key, kekIdentity: { userAssignedIdentity: `${group}/providers/x/y/z` } };
    assert.deepEqual(
      errorOf(await ask(owner, "PATCH", vaultId, { properties: { encryption: user } })),
      {
        status: 400,
        code: "InvalidRestApiParameter",
        message: "cmkIdentity parameter is invalid.",
      },
    );
    assert.equal(await change(owner, { encryption: key }), "accepted");
    assert.equal(await change(owner, { encryption: null }), "UserErrorEncryptionCannotBeChanged");
    assert.equal(
      await change(owner, { encryption: { infrastructureEncryption: "Disabled" } }),
      "UserErrorEncryptionCannotBeChanged",
    );
    const none = { ...vaultBody({ encryption: key }), identity: { type: "None" } };
    assert.equal(errorOf(await ask(owner, "PUT", vaultId, none)).code, "InvalidRestApiParameter");
  });

  it("comes before the first backup item", async () => {
    const { owner } = await withItem();
    assert.equal(await change(owner, { encryption: key }), "UserErrorEncryptionCannotBeChanged");
  });
});

describe("a vault with backup items", () => {
  it("keeps its redundancy, which is its storage configuration", async () => {
    const { owner } = await withVault();
    const configuration = `${vaultId}/backupstorageconfig/vaultstorageconfig`;
    const local = { properties: { storageModelType: "LocallyRedundant" } };
    assert.equal((await ask(owner, "PATCH", configuration, local)).status, 204);
    assert.equal((await read(owner, configuration)).storageType, "LocallyRedundant");
    assert.deepEqual((await read(owner, vaultId)).redundancySettings, {
      standardTierStorageRedundancy: "LocallyRedundant",
      crossRegionRestore: "Disabled",
    });
    await ask(owner, "PUT", itemId, itemBody());
    const zones = { properties: { storageModelType: "ZoneRedundant" } };
    assert.equal(
      errorOf(await ask(owner, "PUT", configuration, zones)).code,
      "StorageModelModifyError",
    );
  });

  it("gets no private endpoint; one without items does, and is deleted after it", async () => {
    const { owner } = await withVault();
    const endpoint = `${group}/providers/Microsoft.Network/privateEndpoints/endpoint1`;
    const body = {
      location: "westeurope",
      properties: {
        subnet: { id: `${network}/subnets/subnet1` },
        privateLinkServiceConnections: [
          { name: "c", properties: { privateLinkServiceId: vaultId, groupIds: ["AzureBackup"] } },
        ],
      },
    };
    assert.equal((await send(owner, "PUT", endpoint, body, "2024-05-01")).status, 201);
    const connection = await read(owner, `${vaultId}/privateEndpointConnections/endpoint1.c`);
    assert.deepEqual(connection.privateEndpoint, { id: endpoint });
    const none = await ask(owner, "GET", `${vaultId}/privateEndpointConnections/none`);
    assert.equal(errorOf(none).code, "ResourceNotFound");
    assert.deepEqual(errorOf(await ask(owner, "DELETE", vaultId)), {
      status: 400,
      code: "ServiceResourceNotEmptyWithBackendMessage",
      message:
        "Vault cannot be deleted as there are existing resources within the vault. : endpoint1.c\nPlease " +
        "ensure all containers have been unregistered from the vault and all private endpoints associated " +
        "with the vault have been deleted, and retry operation. For more details, see https://aka.ms/AB-AA4ecq5",
    });
    await ask(owner, "PUT", itemId, itemBody());
    assert.equal((await send(owner, "PUT", endpoint, body, "2024-05-01")).status, 200);
    const second = endpoint.replace("endpoint1", "endpoint2");
    assert.deepEqual(errorOf(await send(owner, "PUT", second, body, "2024-05-01")), {
      status: 400,
      code: "UserErrorPrivateEndpointNeedsEmptyVault",
      message:
        "A private endpoint can be created only for a vault without items. The vault 'vault1' has: machine1.",
    });
  });

  it("tells how many there are, and how many jobs run", async () => {
    const { owner } = await withItem();
    await backUp(owner);
    const { body } = await ask(owner, "GET", `${vaultId}/usages`);
    const { value } = body as { value: { name: { value: string }; currentValue: number }[] };
    assert.deepEqual(Object.fromEntries(value.map((u) => [u.name.value, u.currentValue])), {
      ProtectedItemCount: 1,
      IaaSVMProtectedItemCount: 1,
      IaaSVMProtectedItemCriticalCount: 0,
      InProgressJobsCount: 1,
      FailedJobsCount: 0,
      ManagedInstances: 1,
    });
  });
});

describe("the resource guards of a vault", () => {
  it("are none, and are read with a right of their own", async () => {
    const { azure, owner } = await withVault();
    const proxies = `${vaultId}/backupResourceGuardProxies`;
    assert.deepEqual((await ask(owner, "GET", proxies)).body, { value: [] });
    const other = callerOf(azure);
    const refused = errorOf(await ask(other, "GET", proxies));
    assert.equal(refused.code, "AuthorizationFailed");
    assert.match(
      refused.message,
      /Microsoft\.RecoveryServices\/vaults\/backupResourceGuardProxies\/read/,
    );
  });
});
