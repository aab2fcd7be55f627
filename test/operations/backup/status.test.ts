import assert from "node:assert/strict";
import { listFleet } from "../../../src/operations/listing";
import { backupStatus } from "../../../src/operations/backup/status";
import { ask, backUp, itemId } from "../../simulator/backup/backed-up-estate";
import { machine } from "../../simulator/compute/small-estate";
import { withBackedUpMachine } from "./estate";

/** Adds machines that no vault knows. */
async function withFleet(unprotected: number) {
  const estate = await withBackedUpMachine();
  const stored = estate.azure.estate.get(machine);
  assert.ok(stored);
  for (let i = 0; i < unprotected; i++) {
    const name = `web${i}`;
    estate.azure.estate.put({ ...stored, id: machine.replace("machine1", name), name });
  }
  return estate;
}

describe("the status of backups", () => {
  it("shows what fails with its code, and what is not protected", async () => {
    const { azure, owner, operator: me } = await withFleet(1);
    azure.faults.strike("agent silent", machine);
    await backUp(owner);
    await owner.wait(400);
    const status = await backupStatus(me.options);
    assert.deepEqual(
      status.machines.map((each) => [
        each.name,
        each.isProtected,
        each.protectionState,
        each.lastBackupStatus,
        each.policyName,
        each.lastErrorCode,
        each.attention,
      ]),
      [
        ["web0", false, undefined, undefined, undefined, undefined, "Unprotected"],
        [
          "machine1",
          true,
          "IRPending",
          "Failed",
          "DefaultPolicy",
          "UserErrorGuestAgentStatusUnavailable",
          "LastBackupFailed",
        ],
      ],
    );
    assert.equal(
      status.machines[1]?.lastErrorMeaning,
      "The guest agent does not communicate with Azure Backup.",
    );
    assert.deepEqual(
      [status.protected, status.unprotected, status.needAttention, status.scope],
      [1, 1, 2, "the whole subscription"],
    );
  });

  it("is content after a backup, and not when it is old or stopped", async () => {
    const { owner, operator: me } = await withBackedUpMachine();
    const attention = async (staleAfterInHours = 48) =>
      (await backupStatus(me.options, { staleAfterInHours })).machines.map((each) => [
        each.lastRecoveryPointAgeInHours,
        each.attention,
      ]);
    assert.deepEqual(await attention(), [[undefined, undefined]]);
    await backUp(owner);
    await owner.wait(4 * 3600);
    assert.deepEqual(await attention(), [[3, undefined]]);
    assert.deepEqual(await attention(3), [[3, "NoRecentBackup"]]);
    await ask(owner, "PUT", itemId, {
      properties: {
        protectedItemType: "Microsoft.Compute/virtualMachines",
        sourceResourceId: machine,
        protectionState: "ProtectionStopped",
      },
    });
    assert.deepEqual(await attention(), [[3, "Stopped"]]);
    await ask(owner, "DELETE", itemId);
    assert.deepEqual(await attention(), [[3, "Deleted"]]);
  });

  it("is the same out of a saved listing", async () => {
    const { azure, owner, operator: me } = await withFleet(2);
    azure.faults.strike("agent silent", machine);
    await backUp(owner);
    await owner.wait(400);
    const live = await backupStatus(me.options);
    const saved = await backupStatus(me.options, { listing: await listFleet(me.options) });
    assert.deepEqual(saved.machines, live.machines);
    assert.equal(saved.requests, 0);
  });

  it("refuses a filter that matches nothing", async () => {
    const { operator: me } = await withBackedUpMachine();
    await assert.rejects(backupStatus(me.options, { scope: { names: ["web9"] } }), {
      name: "InvalidInputError",
      message:
        "The scope has 1 problem:\n  - scope: No machine was found in name web9. Look at its names and tags. [EVG-SCOPE-011]",
    });
  });

  it("takes few requests for ten thousand machines", async () => {
    const { operator: me } = await withFleet(9_999);
    const status = await backupStatus(me.options);
    assert.equal(status.machines.length, 10_000);
    assert.equal(status.requests, 11);
  });
});
