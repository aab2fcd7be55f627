import assert from "node:assert/strict";
import { SimulatedAzure } from "../../../src/simulator/index";
import {
  ask,
  backUp,
  days,
  itemBody,
  itemId,
  list,
  read,
  vaultBody,
  vaultId,
  withItem,
  withVault,
} from "../backup/backed-up-estate";
import { type Caller, callerOf, errorOf, subscription } from "../caller";
import { group } from "../compute/small-estate";

const version = "api-version=2025-08-01";
const deleted = `${subscription}/providers/Microsoft.RecoveryServices/locations/westeurope/deletedVaults`;
const intoGroup = (id: string): object => ({ properties: { recoveryResourceGroupId: id } });

async function names(caller: Caller): Promise<string[]> {
  const { body } = await caller.send("GET", `${deleted}?${version}`);
  return (body as { value: { name: string }[] }).value.map(({ name }) => name);
}

/** Deletes the vault, and lets the work end. */
async function remove(caller: Caller, api = "2025-08-01"): Promise<number> {
  const { status } = await caller.send("DELETE", `${vaultId}?api-version=${api}`);
  await caller.wait(60);
  return status;
}

async function undelete(caller: Caller, name: string, groupId: string): Promise<unknown> {
  const answer = await caller.send(
    "POST",
    `${deleted}/${name}/undelete?${version}`,
    intoGroup(groupId),
  );
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
  await caller.wait(60);
  const { body } = await caller.send("GET", answer.headers["azure-asyncoperation"] ?? "");
  return (body as { status: string }).status;
}

describe("deleted Recovery Services vaults", () => {
  it("are kept for the days of soft delete, and then gone", async () => {
    const { azure, owner } = await withVault();
    assert.equal(await remove(owner), 202);
    assert.equal((await ask(owner, "GET", vaultId)).status, 404);
    const { status, body } = await owner.send("GET", `${deleted}/vault1?${version}`);
    assert.equal(status, 200);
    const { vaultDeletionTime, purgeAt, ...properties } = (
      body as { properties: Record<string, string> }
    ).properties;
    assert.deepEqual(
      { ...(body as object), properties },
      {
        id: `${deleted}/vault1`,
        name: "vault1",
        type: "Microsoft.RecoveryServices/locations/deletedVaults",
        properties: { vaultId },
      },
    );
    const kept = Date.parse(purgeAt ?? "") - Date.parse(vaultDeletionTime ?? "");
    assert.equal(kept, 14 * 86_400_000);
    assert.deepEqual(await names(owner), ["vault1"]);
    assert.equal(await remove(owner), 204);

    const loaded = callerOf(new SimulatedAzure({ from: azure.save() }), "Owner");
    assert.deepEqual(await names(loaded), ["vault1"]);
    for (const caller of [owner, loaded]) {
      await days(caller, 14);
      assert.deepEqual(await names(caller), []);
    }
  });

  it("are not kept by older api-versions, which take no soft-deleted items either", async () => {
    const { owner } = await withItem();
    await ask(owner, "DELETE", itemId);
    assert.deepEqual(
      errorOf(await owner.send("DELETE", `${vaultId}?api-version=2024-04-01`)).code,
      "ServiceResourceNotEmptyWithBackendMessage",
    );
    await days(owner, 14);
    assert.equal(await remove(owner, "2024-04-01"), 202);
    assert.deepEqual(await names(owner), []);
  });

  it("take their soft-deleted items with them, and bring them back", async () => {
    const { azure, owner } = await withItem();
    await backUp(owner);
    await owner.wait(4000);
    assert.equal(
      errorOf(await owner.send("DELETE", `${vaultId}?${version}`)).code,
      "ServiceResourceNotEmptyWithContainerDetails",
    );
    await ask(owner, "DELETE", itemId);
    assert.equal(await remove(owner), 202);
    assert.equal(azure.estate.get(itemId), undefined);

    const loaded = callerOf(new SimulatedAzure({ from: azure.save() }), "Owner");
    for (const caller of [owner, loaded]) {
      assert.equal(await undelete(caller, "vault1", group), "Succeeded");
      assert.deepEqual(await names(caller), []);
      assert.equal((await read(caller, itemId)).isScheduledForDeferredDelete, true);
      assert.equal((await list(caller, `${itemId}/recoveryPoints`)).length, 1);
      assert.equal((await read(caller, vaultId)).provisioningState, "Succeeded");
    }
    // The days of the item went on.
    await days(owner, 14);
    assert.equal((await ask(owner, "GET", itemId)).status, 404);
  });

  it("let another vault protect their machines, and come back without them taken away", async () => {
    const { owner } = await withItem();
    await backUp(owner);
    await owner.wait(4000);
    await ask(owner, "DELETE", itemId);
    await remove(owner);
    // The same name is free at once, and the new vault knows nothing of the old one.
    await ask(owner, "PUT", vaultId, vaultBody());
    await owner.wait(60);
    assert.equal((await ask(owner, "PUT", itemId, itemBody())).status, 202);
    assert.equal((await list(owner, `${itemId}/recoveryPoints`)).length, 0);
    assert.deepEqual(
      errorOf(await owner.send("POST", `${deleted}/vault1/undelete?${version}`, intoGroup(group)))
        .code,
      "VaultAlreadyExists",
    );
    const other = `${subscription}/resourceGroups/other`;
    await owner.send("PUT", `${other}?api-version=2021-04-01`, { location: "westeurope" });
    assert.equal(await undelete(owner, "VAULT1", other), "Succeeded");
    const moved = itemId.replace("/resourceGroups/rg/", "/resourceGroups/other/");
    assert.equal((await read(owner, moved)).isScheduledForDeferredDelete, true);
    assert.equal((await list(owner, `${moved}/recoveryPoints`)).length, 1);
    assert.equal((await read(owner, itemId)).protectionState, "IRPending");
  });

  it("can have one name", async () => {
    const { owner } = await withVault();
    await remove(owner);
    await ask(owner, "PUT", vaultId, vaultBody());
    await owner.wait(60);
    await remove(owner);
    const [first, second] = await names(owner);
    assert.equal(first, "vault1");
    assert.match(second ?? "", /^vault1-\d+$/);
  });

  it("are refused where they are not, and to those who may not", async () => {
    const { azure, owner } = await withVault();
    assert.deepEqual(errorOf(await owner.send("GET", `${deleted}/none?${version}`)), {
      status: 404,
      code: "BMSUserErrorObjectNotFound",
      message: "The deleted vault 'none' was not found.",
    });
    await remove(owner);
    assert.equal(
      errorOf(
        await owner.send("POST", `${deleted}/vault1/undelete?${version}`, intoGroup(`${group}9`)),
      ).code,
      "ResourceGroupNotFound",
    );
    const reader = callerOf(azure, "Reader");
    assert.deepEqual(await names(reader), ["vault1"]);
    const refused = await reader.send(
      "POST",
      `${deleted}/vault1/undelete?${version}`,
      intoGroup(group),
    );
    assert.match(
      errorOf(refused).message,
      /perform action 'Microsoft.RecoveryServices\/locations\/deletedVaults\/undelete\/action'/,
    );
    const nobody = callerOf(azure);
    assert.match(
      errorOf(await nobody.send("GET", `${deleted}?${version}`)).message,
      /perform action 'Microsoft.RecoveryServices\/locations\/deletedVaults\/read'/,
    );
  });
});
