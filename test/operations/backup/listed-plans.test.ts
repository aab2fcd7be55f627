import assert from "node:assert/strict";
import { utcMinute } from "../../../src/azure/local-time";
import type { ArmConnection, ArmRequest } from "../../../src/arm/transport";
import { listFleet } from "../../../src/operations/listing";
import { listBackupJobs } from "../../../src/operations/backup/job-views";
import { planResume } from "../../../src/operations/backup/resume";
import { planBackups } from "../../../src/operations/backup/run";
import { ask, backUp, itemBody, itemId, vaultId } from "../../simulator/backup/backed-up-estate";
import { machine, send } from "../../simulator/compute/small-estate";
import { subscriptionId, withBackedUpMachine } from "./estate";

/** Somebody who asks Azure for anything has lost. */
const nobody: { readonly connection: ArmConnection } = {
  connection: {
    endpoint: "https://management.example",
    subscriptionId,
    transport: {
      send: ({ url }: ArmRequest) => Promise.reject(new Error(`Azure was asked for ${url}.`)),
      wait: () => Promise.reject(new Error("It waited.")),
    },
  } as unknown as ArmConnection,
};

const note = (takenAt: string): string =>
  `Planned from a listing of ${utcMinute(takenAt)}, which may be old: it can be read, not carried out.`;

const shownIn = (plan: {
  readonly changes: readonly { name: string; change: string; reason?: string }[];
  readonly skipped: readonly { name: string; reason: string }[];
}) => ({
  changes: plan.changes.map(({ name, change, reason }) => [name, change, reason]),
  skipped: plan.skipped.map(({ name, reason }) => [name, reason]),
});

describe("plans of backups out of a saved listing", () => {
  it("are those that Azure would give, and say that they are from a listing", async () => {
    const { operator: me, owner } = await withBackedUpMachine();
    const asked: (() => Promise<unknown>)[] = [
      () => Promise.resolve(),
      async () => {
        await backUp(owner);
      },
      () => owner.wait(4000),
    ];
    const expected = [
      ["Back up to vault1, kept for 30 days"],
      ["Follow the backup that is under way in vault1"],
      [],
    ];
    for (const [index, change] of asked.entries()) {
      await change();
      const listing = await listFleet(me.options);
      const now = await planBackups(me.options, {});
      const listed = await planBackups(nobody, { listing });
      assert.deepEqual(shownIn(listed), shownIn(now));
      assert.deepEqual(
        listed.changes.map((each) => each.change),
        expected[index],
      );
      assert.deepEqual(listed.notes, [...now.notes, note(listing.takenAt)]);
    }
  });

  it("keep machines that the listing does not have, and say that they may be deleted", async () => {
    const { operator: me, owner } = await withBackedUpMachine();
    await send(owner, "DELETE", machine);
    await owner.wait(300);
    const listing = await listFleet(me.options);
    const listed = await planBackups(nobody, { listing });
    assert.deepEqual(
      [listed.changes.map(({ change }) => change), listed.skipped],
      [["Back up to vault1, kept for 30 days"], []],
    );
    assert.deepEqual(listed.notes.slice(-2), [
      "1 machine that vaults know is not seen: deleted, or you lack Microsoft.Compute/virtualMachines/read.",
      note(listing.takenAt),
    ]);
  });

  it("resume by the policies that the listing holds", async () => {
    const { operator: me, owner } = await withBackedUpMachine();
    const stopped = itemBody({ protectionState: "ProtectionStopped", policyId: "" });
    await ask(owner, "PUT", itemId, stopped);
    const listing = await listFleet(me.options);
    for (const policy of ["defaultpolicy", undefined, "Nightly"]) {
      const choice = policy === undefined ? {} : { policy };
      const now = await planResume(me.options, choice);
      const listed = await planResume(nobody, { ...choice, listing });
      assert.deepEqual(shownIn(listed), shownIn(now));
      assert.equal(listed.changes.length, policy === "defaultpolicy" ? 1 : 0);
      assert.deepEqual(listed.notes, [...now.notes, note(listing.takenAt)]);
    }
  });

  it("go by names, groups, tags and vaults, and refuse what the listing does not have", async () => {
    const { operator: me, owner } = await withBackedUpMachine();
    const body = { tags: { env: "prod" } };
    assert.equal((await send(owner, "PATCH", machine, body)).status, 200);
    const listing = await listFleet(me.options);
    const chosen = async (choice: object): Promise<number> =>
      (await planBackups(nobody, { ...choice, listing })).changes.length;
    assert.deepEqual(
      [
        await chosen({ machines: ["MACHINE1"] }),
        await chosen({ vaults: ["VAULT1"] }),
        await chosen({ vaults: [vaultId] }),
        await chosen({ scope: { tags: { env: "prod" }, resourceGroups: ["rg"] } }),
      ],
      [1, 1, 1, 1],
    );
    await assert.rejects(chosen({ scope: { tags: { env: "test" } } }), {
      message:
        "The choice of machines has 1 problem:\n  - scope: No vault that you may read backs up a machine in tag env=test. See the filters, and with `evergreen backup status` what is protected. It takes the action Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/read at the vault to see it, which rolePresets.backupOperator grants. [EVG-BACKUP-074]",
    });
    await assert.rejects(chosen({ vaults: ["vault9"] }), {
      message: `The choice of vaults has 1 problem:\n  - vault: There is no vault "vault9" in subscription ${subscriptionId} that you may read. There are: vault1. [EVG-BACKUP-075]`,
    });
    const jobs = await listBackupJobs(nobody, { vaults: ["vault1"], days: 7 }, listing);
    assert.deepEqual(
      jobs.jobs.map(({ operation }) => operation),
      ["ConfigureBackup"],
    );
  });

  it("say what an older listing lacks", async () => {
    const { operator: me, owner } = await withBackedUpMachine();
    await ask(owner, "PUT", itemId, itemBody({ protectionState: "ProtectionStopped" }));
    const { queries, ...listing } = await listFleet(me.options);
    const { backupPolicies, ...older } = queries;
    assert.deepEqual(
      backupPolicies?.map((row) => (row as { id: string }).id.split("/").at(-1)),
      ["DefaultPolicy"],
    );
    await assert.rejects(
      planResume(nobody, { listing: { ...listing, queries: older } }),
      /The listing holds no answer to the query "backupPolicies"\. Save it again with this version of evergreen\./,
    );
  });
});
