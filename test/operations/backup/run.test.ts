import assert from "node:assert/strict";
import { backupOperatorRole } from "../../../src/azure/roles";
import { planBackups, runBackups } from "../../../src/operations/backup/run";
import {
  ask,
  backUp,
  itemBody,
  itemId,
  list,
  vaultId,
} from "../../simulator/backup/backed-up-estate";
import type { Caller } from "../../simulator/caller";
import { machine, send } from "../../simulator/compute/small-estate";
import { operator, subscriptionId, withBackedUpMachine } from "./estate";

async function backupsOf(owner: Caller): Promise<unknown[]> {
  const jobs = await list(owner, `${vaultId}/backupJobs?$filter=operation eq 'Backup'`);
  return jobs.map(({ properties }) => properties.status);
}

describe("on-demand backups of a fleet", () => {
  it("are planned, carried out with the vault's preset alone, and left out the second time", async () => {
    const { azure, owner } = await withBackedUpMachine();
    const { options, objectId } = operator(azure, backupOperatorRole(), vaultId);
    const plan = await planBackups(options, { machines: ["machine1"] });
    assert.deepEqual(
      plan.changes.map(({ name, change, reason }) => [name, change, reason]),
      [["machine1", "Back up to vault1, kept for 30 days", undefined]],
    );
    assert.deepEqual(plan.notes, [
      "Recovery points are kept for 30 days, whatever the policy keeps.",
      "Azure Backup takes at most 9 on-demand backups of a machine within 24 hours.",
      "Nothing is restarted. That Azure accepts a backup only means that there is a job: each job is followed to its end.",
      // The preset at the vault alone reads no machines.
      "1 machine that vaults know is not seen: deleted, or you lack Microsoft.Compute/virtualMachines/read.",
    ]);
    assert.deepEqual(await backupsOf(owner), []);
    const report = await runBackups(options, plan);
    assert.deepEqual([report.selected, report.succeeded], [1, 1]);
    assert.deepEqual(await backupsOf(owner), ["Completed"]);
    const granted = backupOperatorRole().permission.actions.map((action) => action.toLowerCase());
    const beyond = azure
      .recorded(objectId)
      .filter(({ action }) => !granted.includes(action.toLowerCase()));
    // Whether the machine is deleted is asked, in Azure Resource Graph and at the machine, and need not be answered.
    const read = "microsoft.compute/virtualmachines/read";
    const refused = [read, machine.toLowerCase(), false];
    assert.deepEqual(
      beyond.map(({ action, scope, allowed }) => [
        action.toLowerCase(),
        scope.toLowerCase(),
        allowed,
      ]),
      [refused, refused],
    );

    const again = await planBackups(options, {});
    assert.deepEqual(again.changes, []);
    assert.match(
      again.skipped[0]?.reason ?? "",
      /^Its last backup, of 2026-11-\d\d \d\d:\d\d UTC, began less than 4 hours ago and succeeded; --unless-within 0 backs it up again\.$/,
    );
    assert.equal((await planBackups(options, { unlessWithinInHours: 0 })).changes.length, 1);
  });

  it("lack a right by its name and its preset", async () => {
    const { azure } = await withBackedUpMachine();
    const reader = operator(azure, "Reader");
    const plan = await planBackups(reader.options, {});
    const report = await runBackups(reader.options, plan);
    assert.match(
      report.outcomes[0]?.detail ?? "",
      /You lack the action Microsoft\.RecoveryServices\/vaults\/backupFabrics\/protectionContainers\/protectedItems\/backup\/action at .*; the preset rolePresets\.backupOperator grants it\.$/i,
    );
  });

  it("follow what is under way, also what began after the plan", async () => {
    const { operator: me, owner } = await withBackedUpMachine();
    const early = await planBackups(me.options, {});
    const job = (await backUp(owner)).split("/").at(-1) ?? "";
    const plan = await planBackups(me.options, {});
    assert.equal(plan.changes[0]?.change, "Follow the backup that is under way in vault1");
    for (const each of [plan, early]) {
      const report = await runBackups(me.options, each);
      assert.equal(report.succeeded, 1);
      if (each === plan) {
        assert.equal(report.outcomes[0]?.detail, `Backed up by job ${job}.`);
      }
    }
  });

  it("refuse what is not there: a machine, a vault, a filter that matches nothing, a time to keep", async () => {
    const { operator: me } = await withBackedUpMachine();
    await assert.rejects(planBackups(me.options, { machines: ["web9", machine] }), {
      name: "InvalidInputError",
      message:
        'The choice of machines has 1 problem:\n  - machine: No vault that you may read backs up "web9" in the whole subscription. See how it is written, and with `evergreen backup status` whether it is protected. It takes the action Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/read at the vault to see it, which rolePresets.backupOperator grants. [EVG-BACKUP-073]',
    });
    await assert.rejects(planBackups(me.options, { vaults: ["vault9"] }), {
      message: `The choice of vaults has 1 problem:\n  - vault: There is no vault "vault9" in subscription ${subscriptionId} that you may read. There are: vault1. [EVG-BACKUP-075]`,
    });
    await assert.rejects(planBackups(me.options, { scope: { tags: { env: "prod" } } }), {
      message:
        "The choice of machines has 1 problem:\n  - scope: No vault that you may read backs up a machine in tag env=prod. See the filters, and with `evergreen backup status` what is protected. It takes the action Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/read at the vault to see it, which rolePresets.backupOperator grants. [EVG-BACKUP-074]",
    });
    assert.throws(() => planBackups(me.options, { retentionInDays: 10_000 }), {
      message:
        "The backup has 1 problem:\n  - retentionInDays: A recovery point cannot be kept for 10000 days. Give a whole number from 1 to 9999. [EVG-BACKUP-076]",
    });
    await assert.rejects(
      planBackups(me.options, { machines: [vaultId] }),
      /The choice of machines has 1 problem/,
    );
  });

  it("leave out what is stopped, and say what to do", async () => {
    const { operator: me, owner } = await withBackedUpMachine();
    await ask(owner, "PUT", itemId, {
      properties: {
        protectedItemType: "Microsoft.Compute/virtualMachines",
        sourceResourceId: machine,
        protectionState: "ProtectionStopped",
      },
    });
    const plan = await planBackups(me.options, {});
    assert.deepEqual(plan.changes, []);
    assert.equal(
      plan.skipped[0]?.reason,
      "It is not backed up by vault1 now (ProtectionStopped): `evergreen backup resume machine1` first.",
    );
  });

  it("leave out a machine that is deleted, and ask for no backup of it", async () => {
    const { operator: me, azure, owner } = await withBackedUpMachine();
    const begun = (): number =>
      azure
        .recorded(me.objectId)
        .filter(({ action }) => action.endsWith("/protectedItems/backup/action"))
        .reduce((sum, { times }) => sum + times, 0);
    await send(owner, "DELETE", machine);
    await owner.wait(300);
    const plan = await planBackups(me.options, { machines: ["machine1"] });
    assert.deepEqual(plan.changes, []);
    assert.deepEqual(plan.skipped, [
      {
        id: machine,
        name: "machine1",
        reason:
          "The machine is deleted, and a vault still tries to back it up. Its recovery points can be restored until they are deleted: stop the protection with `az backup protection disable`, which keeps them, or deletes them with `--delete-backup-data true`.",
      },
    ]);
    const report = await runBackups(me.options, plan);
    assert.deepEqual([report.selected, report.started, begun()], [0, 0, 0]);
    assert.deepEqual(await backupsOf(owner), []);
    // It was stopped and kept on purpose: nothing is asked about it.
    await ask(owner, "PUT", itemId, itemBody({ protectionState: "ProtectionStopped" }));
    const stopped = await planBackups(me.options, {});
    assert.match(stopped.skipped[0]?.reason ?? "", /^It is not backed up by vault1 now/);
  });

  it("follow what is under way of a machine that is deleted meanwhile", async () => {
    const { operator: me, owner } = await withBackedUpMachine();
    await backUp(owner);
    await send(owner, "DELETE", machine);
    const plan = await planBackups(me.options, {});
    assert.deepEqual(
      plan.changes.map(({ change }) => change),
      ["Follow the backup that is under way in vault1"],
    );
  });

  it("begin nothing twice when they are ended at any request", async () => {
    for (let k = 1; k <= 14; k++) {
      const { azure, operator: me, owner } = await withBackedUpMachine();
      const controller = new AbortController();
      const { connection } = me.options;
      let sent = 0;
      const counting = {
        ...connection,
        transport: {
          now: () => azure.clock.now(),
          wait: (time: number, signal?: AbortSignal) => connection.transport.wait(time, signal),
          send: async (...args: Parameters<typeof connection.transport.send>) => {
            const answer = await connection.transport.send(...args);
            if (++sent === k) {
              controller.abort(new Error("Ctrl-C"));
            }
            return answer;
          },
        },
      };
      const first = { ...me.options, connection: counting, signal: controller.signal };
      try {
        await runBackups(first, await planBackups(first, {}));
      } catch (error) {
        assert.ok(controller.signal.aborted, String(error));
      }
      const report = await runBackups(me.options, await planBackups(me.options, {}));
      assert.equal(report.failed, 0, `ended at request ${k}`);
      assert.deepEqual(await backupsOf(owner), ["Completed"], `ended at request ${k}`);
    }
  });

  it("time out when Azure never ends, and go on with a second run", async () => {
    const { operator: me, owner } = await withBackedUpMachine();
    const options = { ...me.options, timeoutInMinutes: 10 };
    const report = await runBackups(options, await planBackups(options, {}));
    assert.deepEqual([report.timedOut, report.failed], [1, 0]);
    assert.match(
      report.outcomes[0]?.detail ?? "",
      /had not ended after the 10 minutes of this run/,
    );
    assert.deepEqual(await backupsOf(owner), ["InProgress"]);
    const second = await runBackups(me.options, await planBackups(me.options, {}));
    assert.equal(second.succeeded, 1);
    assert.deepEqual(await backupsOf(owner), ["Completed"]);
  });

  it("outlive polls that fail", async () => {
    const { operator: me, azure, owner } = await withBackedUpMachine();
    azure.faults.http.strike({ kind: "error", status: 503 }, { path: "/backupJobs/", times: 9 });
    const report = await runBackups(me.options, await planBackups(me.options, {}));
    assert.equal(report.succeeded, 1);
    assert.deepEqual(await backupsOf(owner), ["Completed"]);
  });
});
