import assert from "node:assert/strict";
import { type Caller, callerOf, errorOf, newAzure, newGroup, subscription } from "../caller";

const version = "2024-01-01";
const group = `${subscription}/resourceGroups/rg`;
const accounts = `${group}/providers/Microsoft.Storage/storageAccounts`;
const body = { location: "westeurope", sku: { name: "Standard_GRS" }, kind: "StorageV2" };

async function withGroup(): Promise<{ azure: ReturnType<typeof newAzure>; owner: Caller }> {
  const azure = newAzure();
  const owner = callerOf(azure, "Owner");
  await newGroup(owner);
  return { azure, owner };
}

describe("simulated storage accounts", () => {
  it("are made while Location answers 202", async () => {
    const { owner } = await withGroup();
    const made = await owner.send("PUT", `${accounts}/cache1?api-version=${version}`, body);
    assert.equal(made.status, 202);
    assert.equal(made.body, undefined);
    const location = made.headers.location ?? "";
    assert.match(
      location,
      new RegExp(
        `${subscription}/providers/Microsoft.Storage/locations/westeurope/asyncoperations/`,
      ),
    );
    assert.equal((await owner.send("GET", location)).status, 202);
    await owner.wait(20);
    const result = await owner.send("GET", location);
    assert.equal(result.status, 200);
    const { sku, properties } = result.body as Record<string, Record<string, unknown>>;
    assert.deepEqual(sku, { name: "Standard_GRS", tier: "Standard" });
    const { provisioningState, accessTier, secondaryLocation, allowBlobPublicAccess } =
      properties ?? {};
    assert.deepEqual(
      { provisioningState, accessTier, secondaryLocation, allowBlobPublicAccess },
      {
        provisioningState: "Succeeded",
        accessTier: "Hot",
        secondaryLocation: "northeurope",
        allowBlobPublicAccess: false,
      },
    );
  });

  it("are changed at once, and not at all by the same request", async () => {
    const { azure, owner } = await withGroup();
    const url = `${accounts}/cache1?api-version=${version}`;
    await owner.send("PUT", url, body);
    await owner.wait(20);
    const before = azure.estate.version;
    assert.equal((await owner.send("PUT", url, body)).status, 200);
    assert.deepEqual(azure.estate.changes(before), []);
    const changed = await owner.send("PUT", url, {
      ...body,
      properties: { allowSharedKeyAccess: false },
    });
    assert.equal(changed.status, 200);
    assert.equal(
      (changed.body as { properties: Record<string, unknown> }).properties.allowSharedKeyAccess,
      false,
    );
  });

  it("have names of their own, in small letters and digits", async () => {
    const { owner } = await withGroup();
    const put = async (name: string, at = accounts): Promise<unknown> => {
      const { status, code, message } = errorOf(
        await owner.send("PUT", `${at}/${name}?api-version=${version}`, body),
      );
      return [status, code, message];
    };
    assert.deepEqual(await put("My-Cache"), [
      400,
      "AccountNameInvalid",
      "My-Cache is not a valid storage account name. Storage account name must be between 3 and 24 " +
        "characters in length and use numbers and lower-case letters only.",
    ]);
    assert.deepEqual(await put("ubuntusa"), [
      409,
      "StorageAccountAlreadyTaken",
      "The storage account named ubuntusa is already taken.",
    ]);
    await owner.send("PUT", `${accounts}/cache1?api-version=${version}`, body);
    await newGroup(owner, "other");
    assert.deepEqual(await put("cache1", accounts.replace("/rg/", "/other/")), [
      409,
      "StorageAccountAlreadyExists",
      "The storage account named cache1 already exists under the subscription.",
    ]);
  });

  it("tell whether a name can be taken, before anything is made", async () => {
    const { azure, owner } = await withGroup();
    await owner.send("PUT", `${accounts}/cache1?api-version=${version}`, body);
    const before = azure.estate.version;
    const check = async (name: string): Promise<unknown> => {
      const url = `${subscription}/providers/Microsoft.Storage/checkNameAvailability?api-version=${version}`;
      const answer = await owner.send("POST", url, {
        name,
        type: "Microsoft.Storage/storageAccounts",
      });
      assert.equal(answer.status, 200);
      return answer.body;
    };
    assert.deepEqual(await check("cache2"), { nameAvailable: true });
    assert.deepEqual(await check("cache1"), {
      nameAvailable: false,
      reason: "AlreadyExists",
      message: "The storage account named cache1 already exists under the subscription.",
    });
    assert.deepEqual(await check("ubuntusa"), {
      nameAvailable: false,
      reason: "AlreadyExists",
      message: "The storage account named ubuntusa is already taken.",
    });
    assert.deepEqual(await check("My-Cache"), {
      nameAvailable: false,
      reason: "AccountNameInvalid",
      message:
        "My-Cache is not a valid storage account name. Storage account name must be between 3 and 24 " +
        "characters in length and use numbers and lower-case letters only.",
    });
    assert.deepEqual(azure.estate.changes(before), []);
    assert.equal(azure.recorded().at(-1)?.action, "Microsoft.Storage/checknameavailability/read");
  });

  it("need a kind and a sku", async () => {
    const { owner } = await withGroup();
    for (const name of ["kind", "sku"] as const) {
      const incomplete = { ...body, [name]: undefined };
      const url = `${accounts}/cache1?api-version=${version}`;
      const answer = await owner.send("PUT", url, incomplete);
      assert.equal(errorOf(answer).status, 400);
    }
  });

  it("give their keys only to who may list them", async () => {
    const { azure, owner } = await withGroup();
    await owner.send("PUT", `${accounts}/cache1?api-version=${version}`, body);
    const url = `${accounts}/cache1/listKeys?api-version=${version}`;
    const { keys } = (await owner.send("POST", url)).body as { keys: { keyName: string }[] };
    assert.deepEqual(
      keys.map(({ keyName }) => keyName),
      ["key1", "key2"],
    );
    const reader = callerOf(azure, "Reader");
    assert.equal(errorOf(await reader.send("POST", url)).code, "AuthorizationFailed");
  });

  it("are gone when deleted", async () => {
    const { owner } = await withGroup();
    const url = `${accounts}/cache1?api-version=${version}`;
    await owner.send("PUT", url, body);
    await owner.wait(20);
    assert.equal((await owner.send("DELETE", url)).status, 200);
    assert.equal((await owner.send("DELETE", url)).status, 204);
  });
});
