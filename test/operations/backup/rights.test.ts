import assert from "node:assert/strict";
import { permission } from "../../../src/azure/permission";
import { backupOperatorRole } from "../../../src/azure/roles";
import { cancelJobs, planCancel } from "../../../src/operations/backup/cancel";
import { planResume, resumeBackups } from "../../../src/operations/backup/resume";
import { planBackups, runBackups } from "../../../src/operations/backup/run";
import type { ChangeReport } from "../../../src/operations/run/change-report";
import type { OperationOptions } from "../../../src/operations/run/options";
import { ask, backUp, itemBody, itemId, vaultId } from "../../simulator/backup/backed-up-estate";
import type { Caller } from "../../simulator/caller";
import { operator, withBackedUpMachine } from "./estate";

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
