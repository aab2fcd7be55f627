import assert from "node:assert/strict";
import { callerOf, errorOf, subscription } from "../caller";
import { account, propertiesOf, send, withAccount } from "./account";

const group = `${subscription}/resourceGroups/rg`;
const accountBody = { location: "westeurope", properties: {} };

describe("a simulated automation account", () => {
  it("has two keys, for who may list them", async () => {
    const { azure, owner } = await withAccount();
    const listed = await send(owner, "POST", `${account}/listKeys`);
    const { keys } = listed.body as { keys: Record<string, unknown>[] };
    assert.deepEqual(
      keys.map(({ KeyName, Permissions }) => [KeyName, Permissions]),
      [
        ["Primary", "Full"],
        ["Secondary", "Full"],
      ],
    );
    assert.notEqual(keys[0]?.Value, keys[1]?.Value);
    assert.deepEqual((await send(owner, "POST", `${account}/listKeys`)).body, listed.body);
    const refused = errorOf(await send(callerOf(azure, "Reader"), "POST", `${account}/listKeys`));
    assert.match(refused.message, /'Microsoft\.Automation\/automationAccounts\/listKeys\/action'/);
    const text = JSON.stringify([azure.estate.all(), azure.recorded()]);
    assert.equal(text.includes(String(keys[0]?.Value)), false);
  });

  it("is one of so many in its region", async () => {
    const { owner } = await withAccount({ assumptions: { automationAccountsPerRegion: 2 } });
    const put = (name: string, location: string) =>
      send(owner, "PUT", account.replace("account1", name), { ...accountBody, location });
    assert.equal((await put("account2", "West Europe")).status, 201);
    assert.deepEqual(errorOf(await put("account3", "westeurope")), {
      status: 400,
      code: "BadRequest",
      message:
        "Maximum number of Accounts reached. If Deleted recently, please restore the same account",
    });
    assert.equal((await put("account3", "northeurope")).status, 201);
    assert.equal((await put("account2", "westeurope")).status, 200);
  });

  it("is encrypted with a key that one of its identities may use", async () => {
    const { azure, owner } = await withAccount();
    const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/keys`;
    await owner.send("PUT", `${identity}?api-version=2023-01-31`, { location: "westeurope" });
    const keyVaultProperties = { keyvaultUri: "https://v/", keyName: "k", keyVersion: "1" };
    const patch = (encryption: object, more: object = {}) =>
      send(owner, "PATCH", account, { ...more, properties: { encryption } });
    assert.equal(
      errorOf(await patch({ keySource: "Own" })).message,
      "The keySource 'Own' is neither 'Microsoft.Automation' nor 'Microsoft.Keyvault'.",
    );
    assert.equal(
      errorOf(
        await patch({ keySource: "Microsoft.Keyvault", keyVaultProperties: { keyName: "k" } }),
      ).message,
      "The keySource 'Microsoft.Keyvault' needs keyVaultProperties with 'keyvaultUri, keyVersion'.",
    );
    const own = {
      keySource: "Microsoft.Keyvault",
      keyVaultProperties,
      identity: { userAssignedIdentity: identity },
    };
    assert.equal(
      errorOf(await patch(own)).message,
      `The identity '${identity}' of the encryption is not one of the account's identities.`,
    );
    const both = {
      identity: {
        type: "SystemAssigned, UserAssigned",
        userAssignedIdentities: { [identity]: {} },
      },
    };
    const done = await patch(own, both);
    assert.deepEqual([done.status, propertiesOf(done).encryption], [200, own]);
    const before = azure.estate.version;
    assert.equal((await patch(own, both)).status, 200);
    assert.equal(azure.estate.version, before);
    const bare = account.replace("account1", "account2");
    const refused = await send(owner, "PUT", bare, {
      location: "westeurope",
      properties: { encryption: { keySource: "Microsoft.Keyvault", keyVaultProperties } },
    });
    assert.equal(
      errorOf(refused).message,
      "The account has no system-assigned identity, so its encryption needs identity.userAssignedIdentity.",
    );
  });
});

describe("the private endpoint connections of a simulated automation account", () => {
  const network = `${group}/providers/Microsoft.Network`;
  const connection = `${account}/privateEndpointConnections/endpoint.main`;

  async function withEndpoint() {
    const estate = await withAccount();
    const { owner } = estate;
    const put = async (id: string, body: object): Promise<void> => {
      const answer = await owner.send("PUT", `${id}?api-version=2024-05-01`, body);
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
      await owner.wait(60);
    };
    await put(`${network}/virtualNetworks/v`, {
      location: "westeurope",
      properties: {
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        subnets: [{ name: "s", properties: { addressPrefix: "10.0.0.0/24" } }],
      },
    });
    await put(`${network}/privateEndpoints/endpoint`, {
      location: "westeurope",
      properties: {
        subnet: { id: `${network}/virtualNetworks/v/subnets/s` },
        privateLinkServiceConnections: [
          {
            name: "main",
            properties: { privateLinkServiceId: account, groupIds: ["DSCAndHybridWorker"] },
          },
        ],
      },
    });
    return estate;
  }

  it("come with an endpoint, and are approved or rejected", async () => {
    const { azure, owner } = await withEndpoint();
    const state = async (): Promise<unknown> =>
      propertiesOf(await send(owner, "GET", connection)).privateLinkServiceConnectionState;
    assert.deepEqual(await state(), {
      status: "Approved",
      description: "Auto-approved",
      actionsRequired: "None",
    });
    const body = {
      properties: { privateLinkServiceConnectionState: { status: "Rejected", description: "no" } },
    };
    assert.equal((await send(owner, "PUT", connection, body)).status, 200);
    const before = azure.estate.version;
    assert.equal((await send(owner, "PUT", connection, body)).status, 200);
    assert.equal(azure.estate.version, before);
    assert.deepEqual(await state(), {
      status: "Rejected",
      actionsRequired: "None",
      description: "no",
    });
    // Writing the account leaves its connections alone.
    await send(owner, "PUT", account, { ...accountBody, identity: { type: "SystemAssigned" } });
    assert.deepEqual(
      (
        (await send(owner, "GET", `${account}/privateEndpointConnections`)).body as {
          value: { name: string }[];
        }
      ).value.map(({ name }) => name),
      ["endpoint.main"],
    );
    assert.equal((await send(owner, "DELETE", connection)).status, 200);
    assert.equal((await send(owner, "DELETE", connection)).status, 204);
  });

  it("cannot be made without an endpoint", async () => {
    const { owner } = await withAccount();
    const status = { status: "Approved" };
    const body = { properties: { privateLinkServiceConnectionState: status } };
    assert.deepEqual(errorOf(await send(owner, "PUT", connection, body)), {
      status: 404,
      code: "NotFound",
      message: "The private endpoint connection 'endpoint.main' was not found.",
    });
    const { value } = (await send(owner, "GET", `${account}/privateLinkResources`)).body as {
      value: { name: string }[];
    };
    assert.deepEqual(
      value.map(({ name }) => name),
      ["Webhook", "DSCAndHybridWorker"],
    );
  });
});

describe("simulated hybrid workers", () => {
  const worker = "c010ad12-ef14-4a2a-aa9e-ef22c4745ddd";
  const elsewhere =
    "/subscriptions/aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/vm";

  it("are machines in groups, and can be moved", async () => {
    const { azure, owner } = await withAccount();
    const groups = ["one", "two"].map((name) => `${account}/hybridRunbookWorkerGroups/${name}`);
    for (const id of groups) {
      assert.equal((await send(owner, "PUT", id, { properties: {} })).status, 201);
      assert.equal((await send(owner, "PUT", id, { properties: {} })).status, 200);
    }
    const [one = "", two = ""] = groups;
    const id = `${one}/hybridRunbookWorkers/${worker}`;
    const body = { properties: { vmResourceId: elsewhere } };
    const made = await send(owner, "PUT", id, body);
    const { workerName, workerType } = propertiesOf(made);
    assert.deepEqual([made.status, workerName, workerType], [201, "vm", "HybridV2"]);
    const before = azure.estate.version;
    assert.equal((await send(owner, "PUT", id, body)).status, 200);
    assert.equal(azure.estate.version, before);
    assert.equal(
      errorOf(await send(owner, "PUT", `${one}/hybridRunbookWorkers/first`, body)).message,
      "The hybrid runbook worker id 'first' is not a GUID.",
    );
    assert.equal(
      errorOf(
        await send(owner, "PUT", `${two}/hybridRunbookWorkers/${worker.replace(/d$/, "e")}`, body),
      ).message,
      `The machine '${elsewhere}' is already the hybrid worker '${worker}'.`,
    );
    const moved = await send(owner, "POST", `${id}/move`, { hybridRunbookWorkerGroupName: "two" });
    assert.equal(moved.status, 200);
    assert.equal((await send(owner, "GET", id)).status, 404);
    assert.equal((await send(owner, "GET", `${two}/hybridRunbookWorkers/${worker}`)).status, 200);
    assert.equal((await send(owner, "DELETE", two)).status, 200);
    assert.equal(
      errorOf(await send(owner, "PUT", one, { properties: { credential: { name: "none" } } }))
        .message,
      "The credential 'none' was not found.",
    );
  });
});
