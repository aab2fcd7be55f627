import assert from "node:assert/strict";
import { permission } from "../../../src/azure/permission";
import { backupOperatorRole } from "../../../src/azure/roles";
import { cancelJobs, planCancel } from "../../../src/operations/backup/cancel";
import {
  planOrphanCleanUp,
  planRestorePointCleanUp,
} from "../../../src/operations/backup/clean-up";
import { diagnoseMachineBackup } from "../../../src/operations/backup/diagnose";
import { guestStepsOf } from "../../../src/operations/backup/guest-steps";
import { listBackupJobs } from "../../../src/operations/backup/job-views";
import { planRepair } from "../../../src/operations/backup/repair";
import { backupStatus } from "../../../src/operations/backup/status";
import { planResume, resumeBackups } from "../../../src/operations/backup/resume";
import { planBackups, runBackups } from "../../../src/operations/backup/run";
import type { ChangeReport } from "../../../src/operations/run/change-report";
import type { OperationOptions } from "../../../src/operations/run/options";
import { ask, backUp, itemBody, itemId, vaultId } from "../../simulator/backup/backed-up-estate";
import type { Caller } from "../../simulator/caller";
import { machine, send } from "../../simulator/compute/small-estate";
import { operator, subscriptionId, withBackedUpMachine } from "./estate";

interface Command {
  /** What there is before. */
  readonly before: (owner: Caller) => Promise<unknown>;
  readonly run: (options: OperationOptions) => Promise<ChangeReport>;
}

const stopped = itemBody({ protectionState: "ProtectionStopped", policyId: "" });

/** The commands that the preset at the vault suffices for. */
const commands: Readonly<Record<string, Command>> = {
  run: {
    before: () => Promise.resolve(),
    run: async (options) => runBackups(options, await planBackups(options, {})),
  },
  cancel: {
    before: backUp,
    run: async (options) =>
      cancelJobs(options, await planCancel(options, { target: "machine1", wait: true })),
  },
  resume: {
    before: (owner) => ask(owner, "PUT", itemId, stopped),
    run: async (options) =>
      resumeBackups(options, await planResume(options, { policy: "DefaultPolicy" })),
  },
  "resume --undelete": {
    before: (owner) => ask(owner, "DELETE", itemId),
    run: async (options) =>
      resumeBackups(
        options,
        await planResume(options, { policy: "DefaultPolicy", undelete: true }),
      ),
  },
};

/** What a command comes to with some of the preset's actions at the vault, and which it used. */
async function outcome(name: string, actions: readonly string[]) {
  const { azure, owner } = await withBackedUpMachine();
  const { before, run } = commands[name] ?? assert.fail(name);
  await before(owner);
  const role = { ...backupOperatorRole(), permission: permission({ actions: [...actions] }) };
  const who = operator(azure, role, vaultId);
  let told: string;
  let isDone = false;
  try {
    const report = await run(who.options);
    isDone = report.selected > 0 && report.succeeded === report.selected;
    told = JSON.stringify([report.outcomes, report.skipped]);
  } catch (error) {
    told = String(error);
  }
  const used = [...new Set(azure.recorded(who.objectId).map(({ action }) => action.toLowerCase()))];
  return { told, isDone, used };
}

const preset = backupOperatorRole().permission.actions;

/** Without these items are not shown at all, which nobody can tell from there being none. */
const itemRead =
  "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/read";
const hidden: Readonly<Record<string, RegExp>> = {
  run: new RegExp(
    `It takes the action ${itemRead} at the vault to see it, which rolePresets\\.backupOperator grants`,
  ),
  cancel:
    /It takes the action Microsoft\.Compute\/virtualMachines\/read to see it, which rolePresets\.backupDiagnostician grants/,
};

function refusalOf(name: string, action: string): RegExp {
  const named = `You lack the action ${action} at [^"]*; the preset rolePresets\\.backup(Operator|Diagnostician) grants it\\.`;
  return action === itemRead
    ? (hidden[name] ?? hidden.run ?? assert.fail(name))
    : new RegExp(named, "i");
}

describe("the rights of the commands that change backups", () => {
  for (const name of Object.keys(commands)) {
    it(`${name} needs no more than the preset backupOperator at the vault, and each action that it uses`, async () => {
      const whole = await outcome(name, preset);
      assert.ok(whole.isDone, whole.told);
      const used = preset.filter((action) => whole.used.includes(action.toLowerCase()));
      assert.notEqual(used.length, 0);
      for (const action of used) {
        const { told, isDone } = await outcome(
          name,
          preset.filter((each) => each !== action),
        );
        assert.equal(isDone, false, action);
        assert.match(told, refusalOf(name, action));
      }
    });
  }
});

describe("who may read nothing at all", () => {
  it("is told by every command what to ask for", async () => {
    const { azure } = await withBackedUpMachine();
    const principal = azure.createServicePrincipal("stranger");
    const options = { connection: azure.connect(principal) };
    const asked: readonly (() => Promise<unknown>)[] = [
      () => backupStatus(options),
      () => listBackupJobs(options),
      () => planBackups(options, {}),
      () => planResume(options, {}),
      () => planRepair(options, { machine: "machine1" }),
      () => planCancel(options, { target: "machine1" }),
      () => planRestorePointCleanUp(options, { machine: "machine1" }),
      () => planOrphanCleanUp(options),
      () => guestStepsOf(options, { machine: "machine1" }),
      () => diagnoseMachineBackup(options, { machine: "machine1" }),
    ];
    for (const ask of asked) {
      await assert.rejects(
        ask(),
        new RegExp(
          `AccessDenied[^]*\\nYou lack the action ${itemRead} at /subscriptions/${subscriptionId}; the preset rolePresets\\.backupDiagnostician grants it\\.\\nRun [0-9a-f-]{23}$`,
        ),
      );
      await options.connection.transport.wait(5000);
    }
    const { checks } = await diagnoseMachineBackup(options, { machine });
    assert.deepEqual([...new Set(checks.map(({ state }) => state))], ["unknown"]);
    assert.equal(
      checks[0]?.detail,
      `What vaults keep of the machine could not be read. You lack the action ${itemRead}; the preset rolePresets.backupDiagnostician grants it.`,
    );
  });
});

describe("a machine that is deleted", () => {
  it("is said to be so by what is about machines, with where its backups are seen", async () => {
    const { owner, operator: me } = await withBackedUpMachine();
    await send(owner, "DELETE", machine);
    await owner.wait(300);
    for (const ask of [
      () => planRepair(me.options, { machine: "machine1" }),
      () => guestStepsOf(me.options, { machine: "machine1" }),
      () => diagnoseMachineBackup(me.options, { machine: "machine1" }),
    ]) {
      await assert.rejects(ask(), {
        name: "InvalidInputError",
        message: `The machine "machine1" has 1 problem:\n  - machine: There is no Microsoft.Compute/virtualMachines with the id ${machine.toLowerCase()}. See how the id is written; what a vault keeps of a machine that is deleted, \`evergreen backup status\` shows. [EVG-BACKUP-081]`,
      });
    }
  });
});
