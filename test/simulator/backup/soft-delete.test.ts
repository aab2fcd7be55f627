import assert from "node:assert/strict";
import { errorOf } from "../caller";
import { group } from "../compute/small-estate";
import {
  ask,
  backUp,
  backupGroup,
  days,
  itemBody,
  itemId,
  list,
  read,
  softDeleteOff,
  vaultBody,
  vaultId,
  withItem,
} from "./backed-up-estate";

const items = `${vaultId}/backupProtectedItems`;
const alwaysOn = {
  securitySettings: {
    softDeleteSettings: { softDeleteState: "AlwaysON", softDeleteRetentionPeriodInDays: 30 },
  },
};

describe("deleted backups", () => {
  it("are kept for 14 days, and then gone with all that was kept", async () => {
    const { owner } = await withItem();
    await backUp(owner);
    await owner.wait(4000);
    const deleted = await ask(owner, "DELETE", itemId);
    assert.equal(deleted.status, 202);
    const { body } = await owner.send("GET", deleted.headers["azure-asyncoperation"] ?? "");
    assert.equal((body as { status: string }).status, "Succeeded");
    const item = await read(owner, itemId);
    assert.deepEqual(
      [
        item.protectionState,
        item.isScheduledForDeferredDelete,
        item.deferredDeleteTimeRemaining,
        item.softDeleteRetentionPeriodInDays,
        item.policyId,
        item.policyName,
      ],
      ["ProtectionStopped", true, "14.00:00:00", 14, "", ""],
    );
    assert.equal((await ask(owner, "DELETE", itemId)).status, 204);
    await days(owner, 13);
    assert.equal((await read(owner, itemId)).deferredDeleteTimeRemaining, "1.00:00:00");
    assert.equal((await list(owner, `${itemId}/recoveryPoints`)).length, 1);
    await days(owner, 1);
    assert.deepEqual(await list(owner, items), []);
    assert.equal((await ask(owner, "GET", itemId)).status, 404);
    assert.equal((await ask(owner, "DELETE", itemId)).status, 204);
    const collections = `${backupGroup}/providers/Microsoft.Compute/restorePointCollections`;
    assert.deepEqual(await list(owner, collections), []);
  });

  it("are undeleted first, and then protected again", async () => {
    const { owner } = await withItem();
    await ask(owner, "DELETE", itemId);
    assert.deepEqual(errorOf(await ask(owner, "PUT", itemId, itemBody())), {
      status: 400,
      code: "UserErrorItemInSoftDeletedState",
      message:
        "The backup item is in soft deleted state. Undelete it before any other operation on it.",
    });
    const undeleted = itemBody({
      isRehydrate: true,
      policyId: "",
      protectionState: "ProtectionStopped",
    });
    assert.equal((await ask(owner, "PUT", itemId, undeleted)).status, 202);
    const item = await read(owner, itemId);
    assert.deepEqual(
      [item.protectionState, item.isScheduledForDeferredDelete],
      ["ProtectionStopped", undefined],
    );
    await days(owner, 20);
    assert.equal((await list(owner, items)).length, 1);
    await ask(owner, "PUT", itemId, itemBody());
    assert.equal((await read(owner, itemId)).protectionState, "IRPending");
  });

  it("are gone when they are deleted again after soft delete was turned off", async () => {
    const { owner } = await withItem();
    await ask(owner, "DELETE", itemId);
    await ask(owner, "PATCH", vaultId, { properties: softDeleteOff });
    await owner.wait(60);
    assert.equal((await ask(owner, "DELETE", itemId)).status, 202);
    assert.equal((await ask(owner, "GET", itemId)).status, 404);
  });

  it("leave nothing to a vault that is made anew", async () => {
    const { owner } = await withItem(softDeleteOff);
    await ask(owner, "DELETE", itemId);
    const policy = `${vaultId}/backupPolicies/DefaultPolicy`;
    assert.equal((await ask(owner, "DELETE", policy)).status, 200);
    assert.equal((await ask(owner, "GET", policy)).status, 404);
    await ask(owner, "DELETE", vaultId);
    await owner.wait(60);
    await ask(owner, "PUT", vaultId, vaultBody());
    await owner.wait(60);
    assert.deepEqual(await list(owner, `${vaultId}/backupJobs`), []);
    assert.equal((await ask(owner, "GET", policy)).status, 200);
  });

  it("are gone at once where soft delete is off", async () => {
    const { owner } = await withItem(softDeleteOff);
    assert.equal((await ask(owner, "DELETE", itemId)).status, 202);
    assert.equal((await ask(owner, "GET", itemId)).status, 404);
    const jobs = await list(owner, `${vaultId}/backupJobs`);
    assert.equal(jobs[0]?.properties.operation, "DeleteBackupData");
  });

  it("cannot be asked for while a backup runs, nor two changes at once", async () => {
    const { owner } = await withItem();
    await backUp(owner);
    assert.deepEqual(errorOf(await ask(owner, "DELETE", itemId)), {
      status: 409,
      code: "BMSUserErrorObjectLocked",
      message: "Another operation is in progress on the selected item.",
    });
    await owner.wait(4000);
    const path = `${itemId}?api-version=2024-10-01`;
    const stopped = itemBody({ protectionState: "ProtectionStopped" });
    assert.equal((await owner.send("PUT", path, stopped)).status, 202);
    assert.deepEqual(errorOf(await owner.send("DELETE", path)), {
      status: 409,
      code: "BMSUserErrorConflictingProtectionOperation",
      message: "Another configure protection operation is in progress for this item.",
    });
  });

  it("keep their vault, and its group, from being deleted", async () => {
    const { owner } = await withItem();
    const refusal = async (): Promise<unknown> => {
      // Newer api-versions take the vault with its soft-deleted items.
      const { status, code, message } = errorOf(
        await owner.send("DELETE", `${vaultId}?api-version=2024-04-01`),
      );
      return [status, code, message.split(/[.:]/)[0]];
    };
    assert.deepEqual(errorOf(await ask(owner, "DELETE", vaultId)), {
      status: 400,
      code: "ServiceResourceNotEmptyWithContainerDetails",
      message:
        "Vault cannot be deleted as there are existing resources within the vault. : machine1\nUnregister " +
        "all containers from the vault and then retry to delete vault. For instructions, see " +
        "https://aka.ms/AB-AA4ecq5",
    });
    await ask(owner, "DELETE", itemId);
    assert.deepEqual(await refusal(), [
      400,
      "ServiceResourceNotEmptyWithBackendMessage",
      "Recovery Services vault cannot be deleted as there are backup items in soft deleted state in the vault",
    ]);
    const removal = await owner.send("DELETE", `${group}?api-version=2021-04-01`);
    await owner.wait(60);
    const failed = await owner.send("GET", removal.headers.location ?? "");
    assert.equal(errorOf(failed).code, "ResourceGroupDeletionBlocked");
    assert.equal((await list(owner, items)).length, 1);
    await days(owner, 14);
    assert.equal((await ask(owner, "DELETE", vaultId)).status, 202);
    await owner.wait(60);
    assert.equal((await ask(owner, "GET", vaultId)).status, 404);
  });
});

describe("a vault's soft delete", () => {
  it("keeps for 14 to 180 days, and is always on once it is", async () => {
    const { owner } = await withItem(alwaysOn);
    await ask(owner, "DELETE", itemId);
    assert.equal((await read(owner, itemId)).deferredDeleteTimeRemaining, "30.00:00:00");
    assert.equal(
      errorOf(await ask(owner, "PATCH", vaultId, { properties: softDeleteOff })).code,
      "BMSUserErrorDisablingSoftDeleteStateNotAllowed",
    );
    const days181 = { softDeleteSettings: { softDeleteRetentionPeriodInDays: 181 } };
    assert.deepEqual(
      errorOf(await ask(owner, "PUT", vaultId, vaultBody({ securitySettings: days181 }))),
      {
        status: 400,
        code: "UserErrorInvalidSoftDeleteRetention",
        message:
          "Deleted backups are to be kept for 181 days, but a vault keeps them for 14 to 180 whole days.",
      },
    );
  });

  it("is also told, and set, as the vault's backup configuration", async () => {
    const { owner } = await withItem();
    const configuration = `${vaultId}/backupconfig/vaultconfig`;
    assert.deepEqual(await read(owner, configuration), {
      enhancedSecurityState: "Enabled",
      softDeleteFeatureState: "Enabled",
      softDeleteRetentionPeriodInDays: 14,
      isSoftDeleteFeatureStateEditable: true,
    });
    const set = await ask(owner, "PUT", configuration, {
      properties: { enhancedSecurityState: "Enabled", softDeleteFeatureState: "Disabled" },
    });
    assert.equal(set.status, 200);
    await ask(owner, "DELETE", itemId);
    assert.equal((await ask(owner, "GET", itemId)).status, 404);
  });
});
