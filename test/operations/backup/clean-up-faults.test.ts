import assert from "node:assert/strict";
import { permission } from "../../../src/azure/permissions";
import {
  backupDiagnosticianRole,
  backupOperatorRole,
  type RoleTemplate,
} from "../../../src/azure/roles";
import {
  cleanUpRestorePoints,
  planOrphanCleanUp,
  planRestorePointCleanUp,
} from "../../../src/operations/backup";
import { days, vaultId } from "../../simulator/backup/backed-up-estate";
import { subscription } from "../../simulator/caller";
import { machine, send } from "../../simulator/compute/small-estate";
import { watched } from "../patch/watched-connection";
import { type Operator, operator, withBackedUpMachine } from "./estate";
import { full, stepsOf, times } from "./full-machine";

const backup = `${vaultId}/backupFabrics`;

/** How many on-demand backups were asked for over a connection. */
const backupsAsked = ({ sent }: ReturnType<typeof watched>) => sent(`POST ${backup}`);

describe("backup clean-restore-points, ended and run again", () => {
  it("begins nothing twice when it is ended after any of its requests", async () => {
    for (let requests = 1; ; requests++) {
      const { owner, operator: somebody } = await full();
      const seen = watched(somebody.options.connection);
      const options = { connection: seen.connection, timeoutInMinutes: 24 * 60 };
      const clean = async (signal?: AbortSignal) => {
        const run = { ...options, ...(signal === undefined ? {} : { signal }) };
        const choice = { machine: "machine1", removeLocks: true, wait: true };
        return cleanUpRestorePoints(run, await planRestorePointCleanUp(run, choice));
      };
      const signal = seen.endAfter(requests);
      const first = await clean(signal).catch(() => undefined);
      if (!signal.aborted) {
        assert.deepEqual([requests > 10, first?.succeeded], [true, 3]);
        return;
      }
      const begun = backupsAsked(seen);
      const second = await clean();
      const told = `ended after ${requests}: ${JSON.stringify(second.outcomes)}`;
      assert.equal(second.succeeded, second.selected, told);
      assert.ok(backupsAsked(seen) - begun <= 1, told);
      await owner.wait(12 * 3600);
      const after = await stepsOf(somebody);
      assert.deepEqual(after.plan.skipped, [], told);
    }
  });

  it("follows the deletion that goes on, and leaves alone what is gone", async () => {
    const { azure, operator: somebody } = await full();
    const { plan } = await stepsOf(somebody, { removeLocks: true, deleteCollections: true });
    azure.faults.strike("operation never ends", plan.collections[0]?.id ?? "", 1);
    const options = { ...somebody.options, timeoutInMinutes: 30 };
    const first = await cleanUpRestorePoints(options, plan);
    assert.deepEqual(
      first.outcomes.map(({ state, detail }) => [state, detail]),
      [
        ["succeeded", undefined],
        ["timedOut", "It had not ended after the 30 minutes of this run; Azure goes on with it."],
      ],
    );
    const again = await stepsOf(somebody, { removeLocks: true, deleteCollections: true });
    assert.deepEqual(
      again.steps.map(([step]) => step),
      ["deleteCollection"],
    );
    const second = await cleanUpRestorePoints(options, again.plan);
    assert.equal(second.succeeded, 1, JSON.stringify(second.outcomes));
    const third = await cleanUpRestorePoints(options, again.plan);
    assert.equal(third.succeeded, 1, JSON.stringify(third.outcomes));
  });

  it("gives a deletion up after four tries, with what Azure says", async () => {
    const { azure, operator: somebody } = await full();
    const { plan } = await stepsOf(somebody, { removeLocks: true, deleteCollections: true });
    azure.faults.strike("deletion times out", plan.collections[0]?.id ?? "");
    const { outcomes } = await cleanUpRestorePoints(somebody.options, plan);
    assert.equal(outcomes[1]?.state, "failed");
    assert.match(outcomes[1].detail ?? "", /OperationTimedOut: The deletion of the restore point/);
    assert.equal(
      times({ azure }, somebody.objectId, "Microsoft.Compute/restorePointCollections/delete"),
      4,
    );
  });

  it("deletes what it can of several, and says what it could not", async () => {
    const { azure, owner, operator: somebody } = await withBackedUpMachine();
    await days(owner, 2);
    const plan0 = await stepsOf(somebody, { deleteCollections: true });
    const made = plan0.plan.collections[0]?.id ?? "";
    const second = made.replace(/_[^_]+$/, "_2");
    const body = { location: "westeurope", properties: { source: { id: machine } } };
    await send(owner, "PUT", second, body);
    await send(owner, "DELETE", machine);
    await owner.wait(300);
    const plan = await planOrphanCleanUp(somebody.options);
    assert.equal(plan.changes.length, 2);
    azure.faults.strike("deletion times out", made);
    const report = await cleanUpRestorePoints(somebody.options, plan);
    assert.deepEqual([report.succeeded, report.failed], [1, 1]);
    azure.faults.mend("deletion times out", made);
    const rest = await planOrphanCleanUp(somebody.options);
    assert.deepEqual(
      rest.changes.map(({ id }) => id),
      [made],
    );
    const last = await cleanUpRestorePoints(somebody.options, rest);
    assert.equal(last.succeeded, 1, JSON.stringify(last.outcomes));
  });
});

describe("the rights to clean restore points up", () => {
  const points = "Microsoft.Compute/restorePointCollections";
  const locks = "Microsoft.Authorization/locks";
  const followed = "Microsoft.Compute/locations/operations/read";
  const reading = backupDiagnosticianRole().permission.actions;

  const role = (actions: readonly string[]): RoleTemplate => ({
    ...backupDiagnosticianRole(),
    permission: permission({ actions: [...actions] }),
  });

  /** Somebody who operates backups at the vault, and has some actions at the subscription. */
  function somebodyWith(
    azure: Parameters<typeof operator>[0],
    actions: readonly string[],
  ): Operator {
    const somebody = operator(azure, backupOperatorRole(), vaultId);
    azure.grant({ principalId: somebody.objectId, role: role(actions), scope: subscription });
    return somebody;
  }

  async function cleaned(actions: readonly string[], choice: object): Promise<string> {
    const { azure } = await full();
    const somebody = somebodyWith(azure, actions);
    try {
      const { plan } = await stepsOf(somebody, choice);
      const report = await cleanUpRestorePoints(somebody.options, plan);
      return JSON.stringify([plan.notes, report.outcomes]);
    } catch (error) {
      return String(error);
    }
  }

  it("are the backup operator's at the vault, reading points and locks, and deleting locks", async () => {
    const choice = { removeLocks: true };
    const whole = [...reading, `${locks}/delete`];
    assert.doesNotMatch(await cleaned(whole, choice), /failed"|You lack/);
    for (const action of [`${locks}/read`, `${locks}/delete`, `${points}/read`]) {
      const told = await cleaned(
        whole.filter((each) => each !== action),
        choice,
      );
      assert.match(
        told,
        action === `${points}/read`
          ? /no instant recovery points that you can see\. It takes the action Microsoft\.Compute\/restorePointCollections\/read in the subscription to see them, which rolePresets\.backupDiagnostician grants\./
          : new RegExp(`You lack the action ${action} at /subscriptions/`),
        action,
      );
    }
  });

  it("are deleting collections instead with --delete", async () => {
    const choice = { removeLocks: true, deleteCollections: true };
    const whole = [...reading, `${locks}/delete`, `${points}/delete`, followed];
    assert.doesNotMatch(await cleaned(whole, choice), /failed"|You lack/);
    for (const action of [`${points}/delete`, followed]) {
      const told = await cleaned(
        whole.filter((each) => each !== action),
        choice,
      );
      assert.match(told, new RegExp(`You lack the action ${action} at `));
    }
  });

  it("of --orphaned are reading machines too: what may not be read is not taken for gone", async () => {
    const { azure, owner } = await withBackedUpMachine();
    await days(owner, 2);
    const somebody = somebodyWith(azure, [`${points}/read`, `${points}/delete`, `${locks}/read`]);
    const hidden = await planOrphanCleanUp(somebody.options);
    assert.deepEqual(hidden.changes, []);
    assert.deepEqual(
      hidden.skipped.map(({ reason }) => reason),
      [`Whether its machine is gone cannot be read: ${machine.toLowerCase()}`],
    );
    await send(owner, "DELETE", machine);
    await owner.wait(300);
    const whole = somebodyWith(azure, [...reading, `${points}/delete`, followed]);
    const plan = await planOrphanCleanUp(whole.options);
    assert.equal(plan.changes.length, 1);
    const unseen = await cleanUpRestorePoints(somebody.options, plan);
    assert.deepEqual(
      unseen.outcomes.map(({ state, detail }) => [state, detail]),
      [["failed", `Whether its machine is gone cannot be read: ${machine}.`]],
    );
    const report = await cleanUpRestorePoints(whole.options, plan);
    assert.equal(report.succeeded, 1, JSON.stringify(report.outcomes));
  });
});
