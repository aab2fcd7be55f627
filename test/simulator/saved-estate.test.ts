import assert from "node:assert/strict";
import { readSavedEstate, type SavedEstate, SavedEstateError } from "../../src/simulator/index";
import { callerOf, errorOf, newAzure, newGroup, subscription, type Caller } from "./caller";

const features = `${subscription}/providers/Microsoft.Features/providers/Microsoft.Compute/features`;

async function newIdentity(owner: Caller, group: string): Promise<string> {
  const id = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/identity1`;
  await owner.send("PUT", `${id}?api-version=2023-01-31`, { location: "westeurope" });
  return id;
}

/** An estate with something of every part in it. */
async function furnished(): Promise<ReturnType<typeof newAzure>> {
  const azure = newAzure({ registeredProviders: ["Microsoft.ManagedIdentity"] });
  const owner = callerOf(azure, "Owner");
  callerOf(azure, {
    roleName: "Group Reader",
    description: "Reads groups.",
    permission: {
      actions: ["Microsoft.Resources/subscriptions/resourceGroups/read"],
      notActions: [],
      dataActions: [],
      notDataActions: [],
    },
  });
  await newIdentity(owner, await newGroup(owner));
  await owner.send("POST", `${features}/InGuestAutoPatchVMPreview/register?api-version=2021-07-01`);
  await owner.send(
    "POST",
    `${subscription}/providers/Microsoft.Compute/register?api-version=2021-04-01`,
  );
  azure.estate.notes<object>("things").set("one", { count: 1 });
  return azure;
}

function stored(saved: SavedEstate): SavedEstate {
  return readSavedEstate(JSON.stringify(saved));
}

describe("a saved estate", () => {
  it("is the same after it was loaded and saved again", async () => {
    const saved = (await furnished()).save();
    const loaded = newAzure({ from: stored(saved) });
    assert.deepEqual(loaded.save(), saved);
    assert.equal(saved.version, 1);
    assert.deepEqual(saved.notes.things, { one: { count: 1 } });
    assert.equal(saved.roles.length, 1);
    assert.equal(saved.operatorAssignments.length, 2);
    assert.deepEqual(loaded.estate.changes(), []);
  });

  it("is a copy that later changes do not reach", async () => {
    const azure = await furnished();
    const saved = azure.save();
    const text = JSON.stringify(saved);
    const loaded = newAzure({ from: saved });
    azure.estate.delete(saved.resources[0]?.id ?? "");
    Object.assign(loaded.estate.notes<object>("things").get("one") ?? {}, { count: 2 });
    assert.equal(JSON.stringify(saved), text);
  });

  it("keeps time, rights, principals and registrations, and lets registrations go on", async () => {
    const azure = await furnished();
    azure.clock.advance(60_000);
    const loaded = newAzure({ from: stored(azure.save()) });
    assert.equal(loaded.clock.now().toISOString(), azure.clock.now().toISOString());
    // Every tenant has the principal of Azure Backup from the start.
    const [, caller] = azure.save().directory.principals;
    const { objectId = "", displayName = "" } = caller?.principal ?? {};
    assert.equal(displayName, "caller");
    const { transport } = loaded.connect({ objectId });
    const state = async (path: string): Promise<unknown> => {
      const { body } = await transport.send({ method: "GET", url: path });
      return body;
    };
    const feature = `${features}/InGuestAutoPatchVMPreview?api-version=2021-07-01`;
    assert.deepEqual(((await state(feature)) as { properties: object }).properties, {
      state: "Registering",
    });
    loaded.clock.advance(839_000);
    assert.deepEqual(((await state(feature)) as { properties: object }).properties, {
      state: "Registering",
    });
    loaded.clock.advance(1000);
    assert.deepEqual(((await state(feature)) as { properties: object }).properties, {
      state: "Registered",
    });
    const provider = `${subscription}/providers/Microsoft.Compute?api-version=2021-04-01`;
    const { registrationState } = (await state(provider)) as { registrationState: string };
    assert.equal(registrationState, "Registered");
  });

  it("lets what Azure does by itself go on when its time has come", () => {
    const azure = newAzure();
    const id = `${subscription}/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/m`;
    const type = "Microsoft.Compute/virtualMachines";
    const properties = { storageProfile: { osDisk: { osType: "Linux" } } };
    azure.estate.put({ id, name: "m", type, location: "westeurope", properties });
    const since = azure.clock.now().toISOString();
    azure.estate.notes<string>("assessed since").set(id.toLowerCase(), since);
    azure.clock.advance(3_600_000);
    const loaded = newAzure({ from: stored(azure.save()) });
    const held = (): string[] => loaded.estate.all().map(({ name }) => name);
    loaded.clock.advance(2 * 3_600_000 - 1);
    assert.deepEqual(held(), ["m"]);
    loaded.clock.advance(1);
    assert.deepEqual(held(), ["m", "LinuxPatchExtension"]);
    assert.deepEqual(loaded.estate.changes(), []);
  });

  it("draws no id twice", async () => {
    const azure = await furnished();
    const loaded = newAzure({ from: azure.save() });
    const next = loaded.createServicePrincipal("next");
    assert.deepEqual(
      azure
        .save()
        .directory.principals.filter(({ principal }) => principal.objectId === next.objectId),
      [],
    );
  });

  it("holds no secret: an application gets a new one", async () => {
    const azure = newAzure();
    const principal = azure.createServicePrincipal("app");
    const saved = azure.save();
    assert.equal(JSON.stringify(saved).includes(principal.clientSecret), false);
    const loaded = newAzure({ from: saved });
    const renewed = loaded.renewSecret("app");
    assert.equal(renewed?.clientId, principal.clientId);
    assert.equal(renewed.objectId, principal.objectId);
    assert.notEqual(renewed.clientSecret, principal.clientSecret);
    assert.equal(loaded.renewSecret("nobody"), undefined);
    const ask = async (secret: string): Promise<number> => {
      const { status } = await loaded.handle({
        method: "POST",
        url: `/${loaded.tenantId}/oauth2/v2.0/token`,
        headers: { host: "localhost:1" },
        body: new URLSearchParams({
          grant_type: "client_credentials",
          client_id: principal.clientId,
          client_secret: secret,
          scope: "https://localhost:1/.default",
        }).toString(),
      });
      return status;
    };
    assert.deepEqual(
      [await ask(principal.clientSecret), await ask(renewed.clientSecret)],
      [401, 200],
    );
  });

  it("loses nobody's rights, and gives none", async () => {
    const azure = await furnished();
    const loaded = newAzure({ from: azure.save() });
    const stranger = callerOf(loaded);
    const refused = await stranger.send(
      "GET",
      `${subscription}/resourceGroups/rg?api-version=2021-04-01`,
    );
    assert.equal(errorOf(refused).code, "AuthorizationFailed");
    const [, owner, reader] = azure.save().directory.principals.map((p) => p.principal.objectId);
    for (const objectId of [owner, reader]) {
      const { transport } = loaded.connect({ objectId: objectId ?? "" });
      const url = `${subscription}/resourceGroups/rg?api-version=2021-04-01`;
      assert.equal((await transport.send({ method: "GET", url })).status, 200);
    }
  });

  it("is refused with the reason when it is none, cut, damaged or of another version", async () => {
    const saved = (await furnished()).save();
    const text = JSON.stringify(saved);
    const refusals: [string, string][] = [
      ["", "It is not JSON, or is cut."],
      [text.slice(0, -10), "It is not JSON, or is cut."],
      ["[]", 'It is no saved estate: "format" is not "azure-evergreen simulated estate".'],
      ["null", 'It is no saved estate: "format" is not "azure-evergreen simulated estate".'],
      [
        JSON.stringify({ ...saved, version: 2 }),
        "It has the version 2, and this release reads version 1 only.",
      ],
      [
        JSON.stringify({ ...saved, version: undefined }),
        "It has the version none, and this release reads version 1 only.",
      ],
      [
        JSON.stringify({ ...saved, time: "soon", resources: [{ id: "/a" }], features: undefined }),
        "It is damaged: missing or malformed are time, resources, features.",
      ],
    ];
    for (const [given, message] of refusals) {
      assert.throws(() => readSavedEstate(given), new SavedEstateError(message));
    }
  });
});
