import assert from "node:assert/strict";
import { utcMinute } from "../../../src/azure/local-time";
import { backupOperatorRole } from "../../../src/azure/roles";
import { permission } from "../../../src/azure/permissions";
import { planRepair, repairBackups } from "../../../src/operations/backup/repair";
import { ask, backUp, itemId, list, read, vaultId } from "../../simulator/backup/backed-up-estate";
import { machine, propertiesOf } from "../../simulator/compute/small-estate";
import { breakMachine, failedExtension } from "./broken-machine";
import { operator, withBackedUpMachine } from "./estate";

/** What a repair needs at the machine beyond the preset at the vault. */
const repairer = {
  roleName: "Repairer",
  description: "Mends machines.",
  permission: permission({
    actions: [
      "Microsoft.Compute/virtualMachines/read",
      "Microsoft.Compute/virtualMachines/reapply/action",
      "Microsoft.Compute/virtualMachines/extensions/read",
      "Microsoft.Compute/virtualMachines/extensions/delete",
      "Microsoft.Compute/locations/operations/read",
    ],
  }),
};

describe("the repair of a machine's backups", () => {
  it("deletes the failed extension, reapplies the machine and backs it up, with five rights beyond the preset", async () => {
    const { azure, owner } = await withBackedUpMachine();
    breakMachine(azure);
    const me = operator(azure, backupOperatorRole(), vaultId);
    azure.grant({ principalId: me.objectId, role: repairer });
    const plan = await planRepair(me.options, { machine });
    assert.deepEqual(
      plan.changes.map(({ change }) => change),
      [
        "Delete the extension VMSnapshotLinux",
        "Reapply the machine's state",
        "Back up to vault1, kept for 30 days",
      ],
    );
    assert.deepEqual(
      plan.skipped.map(({ reason }) => reason),
      ["The machine is Failed, not Updating."],
    );
    const report = await repairBackups(me.options, plan);
    assert.deepEqual(
      report.outcomes.map(({ state }) => state),
      ["succeeded", "succeeded", "succeeded"],
      report.outcomes.map(({ detail }) => detail).join("\n"),
    );
    assert.equal((await propertiesOf(owner, machine)).provisioningState, "Succeeded");
    assert.equal(azure.estate.get(failedExtension.id), undefined);
    assert.equal((await read(owner, itemId)).lastBackupStatus, "Completed");
    const compute = azure
      .recorded(me.objectId)
      .map(({ action }) => action)
      .filter((action) => action.startsWith("Microsoft.Compute/"));
    assert.deepEqual([...new Set(compute)].sort(), [
      "Microsoft.Compute/locations/operations/read",
      "Microsoft.Compute/virtualMachines/extensions/delete",
      "Microsoft.Compute/virtualMachines/extensions/read",
      "Microsoft.Compute/virtualMachines/read",
      "Microsoft.Compute/virtualMachines/reapply/action",
    ]);
  });

  for (const action of repairer.permission.actions) {
    it(`names ${action} where it is missing`, async () => {
      const { azure } = await withBackedUpMachine();
      breakMachine(azure);
      const me = operator(azure, backupOperatorRole(), vaultId);
      const actions = repairer.permission.actions.filter((each) => each !== action);
      azure.grant({
        principalId: me.objectId,
        role: { ...repairer, permission: permission({ actions }) },
      });
      let told: string;
      try {
        const report = await repairBackups(me.options, await planRepair(me.options, { machine }));
        assert.ok(report.succeeded < report.selected);
        told = report.outcomes.map(({ detail }) => detail).join("\n");
      } catch (error) {
        told = String(error);
      }
      assert.match(
        told,
        new RegExp(`You lack the action ${action} at /subscriptions/.*; (no|the) preset`, "i"),
      );
    });
  }

  it("stops at a step that fails, and a second run goes on from there", async () => {
    const { azure, owner } = await withBackedUpMachine();
    breakMachine(azure);
    const me = operator(azure);
    azure.faults.http.strike(
      { kind: "connection dropped", when: "before" },
      { path: "/reapply", times: 1 },
    );
    const report = await repairBackups(me.options, await planRepair(me.options, { machine }));
    assert.deepEqual(
      report.outcomes.map(({ state }) => state),
      ["succeeded", "failed", "notStarted"],
    );
    const backups = () => list(owner, `${vaultId}/backupJobs?$filter=operation eq 'Backup'`);
    assert.deepEqual(await backups(), []);
    const plan = await planRepair(me.options, { machine });
    assert.deepEqual(
      plan.changes.map(({ step }) => step),
      ["reapply", "backUp"],
    );
    assert.equal((await repairBackups(me.options, plan)).succeeded, 2);
    assert.equal((await backups()).length, 1);
  });

  it("backs up no second time what its own backup has shown to be well", async () => {
    const { azure, owner } = await withBackedUpMachine();
    breakMachine(azure);
    const me = operator(azure);
    await repairBackups(me.options, await planRepair(me.options, { machine }));
    const again = await planRepair(me.options, { machine });
    const { lastBackupTime } = await read(owner, itemId);
    assert.deepEqual(again.changes, []);
    assert.equal(
      again.skipped.at(-1)?.reason,
      `Its last backup, of ${utcMinute(String(lastBackupTime))}, began less than 4 hours ago and succeeded; \`evergreen backup run machine1 --unless-within 0\` backs it up again.`,
    );
    breakMachine(azure, "Succeeded");
    assert.deepEqual(
      (await planRepair(me.options, { machine })).changes.map(({ step }) => step),
      ["deleteExtension", "backUp"],
    );
    await owner.wait(4 * 3600);
    azure.estate.delete(failedExtension.id);
    assert.deepEqual(
      (await planRepair(me.options, { machine })).changes.map(({ step }) => step),
      ["backUp"],
    );
  });

  it("waits a machine out that is being updated", async () => {
    const { azure } = await withBackedUpMachine();
    breakMachine(azure, "Updating");
    const stored = azure.estate.get(machine);
    azure.clock.after(120_000, () => {
      const { properties } = stored as unknown as { properties: object };
      assert.ok(stored);
      azure.estate.put({
        ...stored,
        properties: { ...properties, provisioningState: "Succeeded" },
      });
    });
    const me = operator(azure);
    const plan = await planRepair(me.options, { machine: "machine1" });
    assert.deepEqual(
      plan.changes.map(({ step }) => step),
      ["waitForMachine", "deleteExtension", "backUp"],
    );
    const report = await repairBackups(me.options, plan);
    assert.equal(report.outcomes[0]?.detail, "The machine is Succeeded.");
    assert.equal(report.succeeded, 3);
  });

  it("leaves the steps out that are not needed, and follows a backup that is under way", async () => {
    const { azure, owner } = await withBackedUpMachine();
    await backUp(owner);
    const me = operator(azure);
    const plan = await planRepair(me.options, { machine });
    assert.deepEqual(
      plan.skipped.map(({ reason }) => reason),
      [
        "The machine is Succeeded, not Updating.",
        "There is no extension of Azure Backup; a backup installs it.",
        "The machine is Succeeded, not Failed.",
      ],
    );
    assert.deepEqual(
      plan.changes.map(({ step }) => step),
      ["followBackup"],
    );
    assert.equal((await repairBackups(me.options, plan)).succeeded, 1);
    assert.equal(
      (await list(owner, `${vaultId}/backupJobs?$filter=operation eq 'Backup'`)).length,
      1,
    );
  });

  it("takes no extension from a machine that is off, and begins no backup of one that is stopped", async () => {
    const { azure, owner } = await withBackedUpMachine();
    breakMachine(azure, "Succeeded");
    await owner.send("POST", `${machine}/deallocate?api-version=2024-11-01`);
    await owner.wait(60);
    await ask(owner, "PUT", itemId, {
      properties: {
        protectedItemType: "Microsoft.Compute/virtualMachines",
        sourceResourceId: machine,
        protectionState: "ProtectionStopped",
      },
    });
    const plan = await planRepair(operator(azure).options, { machine });
    assert.deepEqual(plan.changes, []);
    assert.deepEqual(plan.skipped.map(({ reason }) => reason).slice(1), [
      "It has failed, but the machine is deallocated: Azure takes an extension only from a running machine. Start it and repair again.",
      "The machine is Succeeded, not Failed.",
      "It is not backed up by vault1 now (ProtectionStopped): `evergreen backup resume machine1` first.",
    ]);
  });
});
