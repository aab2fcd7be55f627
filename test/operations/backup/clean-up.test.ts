import assert from "node:assert/strict";
import { cleanUpRestorePoints, planOrphanCleanUp } from "../../../src/operations/backup";
import {
  ask,
  backupGroup,
  days,
  itemId,
  softDeleteOff,
} from "../../simulator/backup/backed-up-estate";
import { subscription } from "../../simulator/caller";
import { group, machine, machineBody, send } from "../../simulator/compute/small-estate";
import { withBackedUpMachine } from "./estate";
import { full, lock, putLock, stepsOf } from "./full-machine";

const collections = "providers/Microsoft.Compute/restorePointCollections";

describe("backup clean-restore-points", () => {
  it("removes a lock only when told to, and says what it keeps", async () => {
    const { operator } = await full();
    const { plan } = await stepsOf(operator);
    assert.deepEqual(plan.changes, []);
    assert.deepEqual(
      plan.skipped.map(({ name, reason }) => [name, reason]),
      [
        [
          "keep",
          "The lock (CanNotDelete) on the resource group AzureBackupRG_westeurope_1 is removed only with --remove-lock.",
        ],
      ],
    );
    assert.deepEqual(plan.notes, [
      "machine1 has 18 of at most 18 instant recovery points, in AzureBackupRG_westeurope_1, taken between 2026-11-01 and 2026-11-18.",
      "While a lock keeps old points, neither Azure nor you can delete them. Add --remove-lock.",
    ]);
  });

  it("takes the failure of the first backup for what it is, waits for the clean-up, and leaves the lock off", async () => {
    const { owner, operator } = await full();
    const { plan, steps } = await stepsOf(operator, { removeLocks: true, wait: true });
    assert.deepEqual(
      steps.map(([step]) => step),
      ["removeLock", "backUp", "waitForCleanUp"],
    );
    const report = await cleanUpRestorePoints(
      { ...operator.options, timeoutInMinutes: 60 * 24 },
      plan,
    );
    assert.deepEqual(
      report.outcomes.map(({ state }) => state),
      ["succeeded", "succeeded", "succeeded"],
      JSON.stringify(report.outcomes),
    );
    assert.equal(
      report.outcomes[1]?.detail,
      "It failed, as expected the first time; Azure cleans up in the hours that follow.",
    );
    assert.match(report.outcomes[2]?.detail ?? "", /^\d of 18 points are left\.$/);
    assert.equal((await owner.send("GET", `${lock}?api-version=2020-05-01`)).status, 404);
    const again = await stepsOf(operator, { wait: true });
    assert.deepEqual(
      again.plan.changes.map(({ step, reason }) => [step, reason]),
      [["backUp", undefined]],
    );
    const backedUp = await cleanUpRestorePoints(operator.options, again.plan);
    assert.equal(backedUp.succeeded, 1, JSON.stringify(backedUp.outcomes));
  });

  it("names each lock above the points with its level, and what else one of the subscription protects", async () => {
    const { owner, operator } = await full();
    const locks = "providers/Microsoft.Authorization/locks";
    await putLock(owner, `${subscription}/${locks}/all`, "ReadOnly");
    await putLock(owner, `${group}/${locks}/elsewhere`);
    const { plan } = await stepsOf(operator, { removeLocks: true });
    assert.deepEqual(
      plan.changes.map(({ step, change, reason }) => [step, change, reason]),
      [
        [
          "removeLock",
          "Remove the lock (ReadOnly) on the subscription for good",
          "It protects everything in the subscription, which then nothing does.",
        ],
        [
          "removeLock",
          "Remove the lock (CanNotDelete) on the resource group AzureBackupRG_westeurope_1 for good",
          undefined,
        ],
        [
          "backUp",
          "Back up on demand, which begins the clean-up",
          "The first backup is expected to fail, for there are too many points; that is no failure of the clean-up.",
        ],
      ],
    );
    assert.equal(
      plan.notes.at(-1),
      "Locks stay off: Azure Backup must delete old points there. A lock may stand on the vault, the machine or its own resource group, not on the group of the restore points or above it.",
    );
  });

  it("finds collections by their source: in groups of other names, in the machine's own, and none of another's", async () => {
    const { owner, operator } = await withBackedUpMachine();
    const body = { location: "westeurope", properties: { source: { id: machine } } };
    for (const name of ["AzureBackup_machine1", "of-our-own"]) {
      const answer = await send(owner, "PUT", `${group}/${collections}/${name}`, body);
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
    }
    await days(owner, 2);
    const { plan } = await stepsOf(operator, { deleteCollections: true });
    assert.deepEqual(plan.changes.map(({ id, change }) => [id.split("/")[4], change]).sort(), [
      [
        "AzureBackupRG_westeurope_1",
        "Delete the collection with its 2 points, taken between 2026-11-01 and 2026-11-02",
      ],
      ["rg", "Delete the collection with its 0 points"],
    ]);
    assert.deepEqual(
      plan.skipped.map(({ name, reason }) => [name, reason]),
      [
        [
          "of-our-own",
          "Its name is none that Azure Backup gives: somebody else took these restore points, and they stay.",
        ],
      ],
    );
  });

  it("deletes a collection though Azure gives the deletion up twice", async () => {
    const { azure, operator } = await full();
    const { plan } = await stepsOf(operator, { removeLocks: true, deleteCollections: true });
    const collection = plan.collections[0]?.id ?? "";
    azure.faults.strike("deletion times out", collection, 2);
    const report = await cleanUpRestorePoints(operator.options, plan);
    assert.deepEqual(
      report.outcomes.map(({ state, detail }) => [state, detail]),
      [
        ["succeeded", undefined],
        ["succeeded", "It took 3 tries."],
      ],
    );
    const { plan: after } = await stepsOf(operator, { deleteCollections: true });
    assert.deepEqual(after.notes, [
      "machine1 has no instant recovery points that you can see. It takes the action Microsoft.Compute/restorePointCollections/read in the subscription to see them, which rolePresets.backupDiagnostician grants.",
    ]);
  });

  it("says that no vault begins a clean-up where none protects the machine", async () => {
    const { owner, operator } = await full({ ...softDeleteOff });
    await owner.send("DELETE", `${lock}?api-version=2020-05-01`);
    await ask(owner, "DELETE", itemId);
    const body = { location: "westeurope", properties: { source: { id: machine } } };
    await send(owner, "PUT", `${group}/${collections}/AzureBackup_machine1`, body);
    await owner.wait(600);
    const { plan } = await stepsOf(operator);
    assert.deepEqual(plan.changes, []);
    assert.equal(
      plan.notes.at(-1),
      "No vault protects the machine, so no backup can begin the clean-up. Add --delete.",
    );
  });
});

describe("backup clean-restore-points --orphaned", () => {
  /** A machine that is gone, and the points that it left. */
  async function orphaned() {
    const estate = await withBackedUpMachine();
    await days(estate.owner, 2);
    const none = await planOrphanCleanUp(estate.operator.options);
    assert.deepEqual(
      [none.changes, none.notes[0]],
      [[], "No restore points of machines that are gone are seen."],
    );
    await send(estate.owner, "DELETE", machine);
    await estate.owner.wait(300);
    return estate;
  }

  it("deletes what machines left behind that are gone, and nothing of those that are there", async () => {
    const { operator } = await orphaned();
    const plan = await planOrphanCleanUp(operator.options);
    assert.deepEqual(
      plan.changes.map(({ step, change, reason }) => [step, change, reason]),
      [
        [
          "deleteOrphan",
          "Delete the collection with its 2 points, taken between 2026-11-01 and 2026-11-02",
          "Its machine machine1 is gone.",
        ],
      ],
    );
    const report = await cleanUpRestorePoints(operator.options, plan);
    assert.equal(report.succeeded, 1, JSON.stringify(report.outcomes));
    assert.deepEqual((await planOrphanCleanUp(operator.options)).changes, []);
  });

  it("leaves those of a machine that came back after the plan was made", async () => {
    const { owner, operator } = await orphaned();
    const plan = await planOrphanCleanUp(operator.options);
    const answer = await send(owner, "PUT", machine, machineBody());
    assert.ok(answer.status < 300, JSON.stringify(answer.body));
    const report = await cleanUpRestorePoints(operator.options, plan);
    assert.deepEqual(
      report.outcomes.map(({ state, detail }) => [state, detail]),
      [["failed", `Its machine is there: ${machine}. It stays.`]],
    );
  });

  it("goes by the machine's name and the group of the points, and refuses tags", async () => {
    const { operator } = await orphaned();
    const found = async (scope: object) =>
      (await planOrphanCleanUp(operator.options, { scope })).changes.length;
    assert.equal(await found({ names: ["MACHINE1"] }), 1);
    assert.equal(await found({ names: ["machine2"] }), 0);
    assert.equal(await found({ resourceGroups: [backupGroup.split("/").at(-1) ?? ""] }), 1);
    assert.equal(await found({ resourceGroups: ["rg"] }), 0);
    await assert.rejects(found({ tags: { env: "prod" } }), {
      message:
        "The scope has 1 problem:\n  - scope.tags: Machines that are gone have no tags. Choose them by resource group or name. [EVG-BACKUP-080]",
    });
  });

  it("leaves what a lock keeps, and says which", async () => {
    const { owner, operator } = await orphaned();
    await putLock(owner);
    const plan = await planOrphanCleanUp(operator.options);
    assert.deepEqual(plan.changes, []);
    assert.equal(
      plan.skipped[0]?.reason,
      'The lock "keep" (CanNotDelete) on the resource group AzureBackupRG_westeurope_1 keeps it: remove that first.',
    );
  });
});
