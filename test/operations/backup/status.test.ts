import assert from "node:assert/strict";
import { listFleet } from "../../../src/operations/listing";
import { backupStatus } from "../../../src/operations/backup/status";
import { backupOperatorRole } from "../../../src/azure/roles";
import { ask, backUp, itemBody, itemId, vaultId } from "../../simulator/backup/backed-up-estate";
import { machine, send } from "../../simulator/compute/small-estate";
import { operator, withBackedUpMachine } from "./estate";

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

  it("says what to do about each that needs attention", async () => {
    const { azure, owner, operator: me } = await withFleet(1);
    azure.faults.strike("agent silent", machine);
    await backUp(owner);
    await owner.wait(400);
    assert.deepEqual(
      (await backupStatus(me.options)).machines.map(({ attention, fix }) => [attention, fix]),
      [
        ["Unprotected", "Put it under a policy of a Recovery Services vault of its region."],
        ["LastBackupFailed", "`evergreen backup diagnose machine1` says what to do first."],
      ],
    );
    await ask(owner, "PUT", itemId, itemBody({ protectionState: "ProtectionStopped" }));
    const [, stopped] = (await backupStatus(me.options)).machines;
    assert.deepEqual(
      [stopped?.attention, stopped?.fix],
      ["Stopped", "`evergreen backup resume machine1` makes them active again."],
    );
  });

  it("shows what a vault keeps of a machine that is deleted, and what to do about it", async () => {
    const { owner, operator: me } = await withFleet(1);
    await backUp(owner);
    await owner.wait(4 * 3600);
    await send(owner, "DELETE", machine);
    await owner.wait(300);
    const status = await backupStatus(me.options);
    assert.deepEqual(
      status.machines.map((each) => [
        each.name,
        each.resourceGroup,
        each.machine,
        each.isProtected,
        each.protectionState,
        each.vaultName,
        each.attention,
        each.fix,
      ]),
      [
        [
          ...["web0", "rg", "seen", false, undefined, undefined, "Unprotected"],
          "Put it under a policy of a Recovery Services vault of its region.",
        ],
        [
          ...["machine1", "rg", "deleted", false, "Protected", "vault1", "MachineDeleted"],
          "Its recovery points can be restored until they are deleted: stop the protection with `az backup protection disable`, which keeps them, or deletes them with `--delete-backup-data true`.",
        ],
      ],
    );
    assert.deepEqual([status.protected, status.unprotected, status.notSeen], [0, 2, 0]);
    const named = async (scope: object): Promise<number> =>
      (await backupStatus(me.options, { scope })).machines.length;
    assert.deepEqual(
      [await named({ names: ["MACHINE1"] }), await named({ resourceGroups: ["rg"] })],
      [1, 2],
    );
    await assert.rejects(
      named({ names: ["machine1"], tags: { env: "prod" } }),
      /No machine was found/,
    );
    await ask(owner, "PUT", itemId, itemBody({ protectionState: "ProtectionStopped" }));
    const kept = (await backupStatus(me.options, { scope: { names: ["machine1"] } })).machines;
    assert.deepEqual(
      kept.map(({ machine: found, protectionState, attention }) => [
        found,
        protectionState,
        attention,
      ]),
      [["deleted", "ProtectionStopped", undefined]],
    );
  });

  it("shows machines that may not be read by what their vault keeps, and takes none for deleted", async () => {
    const { azure, owner, operator: me } = await withFleet(1);
    await backUp(owner);
    await owner.wait(4 * 3600);
    const { options } = operator(azure, backupOperatorRole(), vaultId);
    const status = await backupStatus(options);
    assert.deepEqual(
      status.machines.map((each) => [each.name, each.machine, each.isProtected, each.attention]),
      [["machine1", "not seen", true, undefined]],
    );
    assert.deepEqual([status.protected, status.notSeen, status.needAttention], [1, 1, 0]);
    // A listing cannot be asked whether a machine that it lacks is deleted.
    await send(owner, "DELETE", machine);
    await owner.wait(300);
    const listed = await backupStatus(me.options, { listing: await listFleet(me.options) });
    assert.deepEqual(
      listed.machines.map((each) => [each.name, each.machine]),
      [
        ["web0", "seen"],
        ["machine1", "not seen"],
      ],
    );
  });

  it("asks for at most twenty machines that it does not see", async () => {
    const { azure, operator: me } = await withFleet(1);
    const stored = azure.estate.get(itemId);
    assert.ok(stored);
    const { properties } = stored as unknown as { properties: object };
    for (let i = 0; i < 30; i++) {
      const name = `gone${i}`;
      azure.estate.put({
        ...stored,
        id: itemId.replaceAll("machine1", name),
        name: `VM;iaasvmcontainerv2;rg;${name}`,
        properties: {
          ...properties,
          friendlyName: name,
          sourceResourceId: machine.replace("machine1", name),
          virtualMachineId: machine.replace("machine1", name),
        },
      });
    }
    const status = await backupStatus(me.options);
    const told = status.machines.map((each) => each.machine);
    assert.deepEqual(
      [told.filter((each) => each === "deleted").length, status.notSeen, told.length],
      [20, 10, 32],
    );
    assert.equal(status.requests, 23);
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
    assert.equal(status.requests, 12);
  });
});
