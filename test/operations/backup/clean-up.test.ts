import assert from "node:assert/strict";
import {
  cleanUpRestorePoints,
  planOrphanCleanUp,
  planRestorePointCleanUp,
} from "../../../src/operations/backup";
import { backupGroup, days } from "../../simulator/backup/backed-up-estate";
import type { Caller } from "../../simulator/caller";
import { machine, send } from "../../simulator/compute/small-estate";
import { type Operator, withBackedUpMachine } from "./estate";

const lock = `${backupGroup}/providers/Microsoft.Authorization/locks/keep`;

async function locked(owner: Caller): Promise<void> {
  const answer = await owner.send("PUT", `${lock}?api-version=2020-05-01`, {
    properties: { level: "CanNotDelete" },
  });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
}

/** A machine whose 18 points a lock keeps. */
async function full() {
  const estate = await withBackedUpMachine();
  await days(estate.owner, 2);
  await locked(estate.owner);
  await days(estate.owner, 20);
  return estate;
}

const stepsOf = async (operator: Operator, more: object = {}) => {
  const plan = await planRestorePointCleanUp(operator.options, { machine: "machine1", ...more });
  return { plan, steps: plan.changes.map(({ step, name }) => [step, name]) };
};

describe("backup clean-restore-points", () => {
  it("removes a lock only when told to, and says what it keeps", async () => {
    const { operator } = await full();
    const { plan } = await stepsOf(operator);
    assert.deepEqual(plan.changes, []);
    assert.deepEqual(
      plan.skipped.map(({ name, reason }) => [name, reason]),
      [["keep", "The lock is removed only with --remove-lock."]],
    );
    assert.deepEqual(plan.notes, [
      "machine1 has 18 of at most 18 instant recovery points, in AzureBackupRG_westeurope_1.",
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
    assert.match(report.outcomes[2]?.detail ?? "", /^\d+ of 18 points are left\.$/);
    assert.equal((await owner.send("GET", `${lock}?api-version=2020-05-01`)).status, 404);
    const again = await stepsOf(operator);
    assert.deepEqual(
      again.steps.map(([step]) => step),
      ["backUp"],
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
    assert.deepEqual(after.notes, ["machine1 has no instant recovery points that you can see."]);
  });

  it("deletes what machines left behind that are gone, and nothing of those that are there", async () => {
    const { owner, operator } = await withBackedUpMachine();
    await days(owner, 2);
    assert.deepEqual((await planOrphanCleanUp(operator.options)).changes, []);
    await send(owner, "DELETE", machine);
    await owner.wait(300);
    const plan = await planOrphanCleanUp(operator.options);
    assert.deepEqual(
      plan.changes.map(({ step, reason }) => [step, reason]),
      [["deleteCollection", "Its machine machine1 is gone."]],
    );
    const report = await cleanUpRestorePoints(operator.options, plan);
    assert.equal(report.succeeded, 1, JSON.stringify(report.outcomes));
    assert.deepEqual((await planOrphanCleanUp(operator.options)).changes, []);
  });
});
