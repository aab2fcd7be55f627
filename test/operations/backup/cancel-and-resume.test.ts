import assert from "node:assert/strict";
import { backupOperatorRole } from "../../../src/azure/roles";
import { cancelJobs, planCancel } from "../../../src/operations/backup/cancel";
import { listBackupJobs, showBackupJob } from "../../../src/operations/backup/job-views";
import { planResume, resumeBackups } from "../../../src/operations/backup/resume";
import {
  ask,
  backUp,
  itemId,
  policyId,
  read,
  vaultId,
} from "../../simulator/backup/backed-up-estate";
import { machine, send } from "../../simulator/compute/small-estate";
import { operator, subscriptionId, withBackedUpMachine } from "./estate";

const stopped = {
  properties: {
    protectedItemType: "Microsoft.Compute/virtualMachines",
    sourceResourceId: machine,
    protectionState: "ProtectionStopped",
  },
};

describe("cancelling backups", () => {
  it("gives up a snapshot, waits for the end, and needs the preset alone", async () => {
    const { azure, owner } = await withBackedUpMachine();
    const job = await backUp(owner);
    const { options } = operator(azure, backupOperatorRole(), vaultId);
    const plan = await planCancel(options, { target: "machine1", wait: true });
    assert.deepEqual(
      plan.changes.map(({ id }) => id.toLowerCase()),
      [job.toLowerCase()],
    );
    const report = await cancelJobs(options, plan);
    assert.match(report.outcomes[0]?.detail ?? "", /^Cancelled at 2026-/);
    assert.equal((await read(owner, job)).status, "Cancelled");
    const again = await planCancel(options, { target: job.split("/").at(-1) ?? "" });
    assert.match(again.skipped[0]?.reason ?? "", /^It has ended: Cancelled, at 2026-/);
  });

  it("says why a transfer goes on, also one that began after the plan", async () => {
    const { operator: me, owner } = await withBackedUpMachine();
    await backUp(owner);
    const early = await planCancel(me.options, { target: machine });
    await owner.wait(400);
    const reason =
      'Its task is "Transfer data to vault": a backup can be cancelled only during "Take Snapshot". It ends by itself; the recovery point is there already.';
    const plan = await planCancel(me.options, { target: machine });
    assert.deepEqual([plan.changes, plan.skipped[0]?.reason], [[], reason]);
    const report = await cancelJobs(me.options, early);
    assert.equal(report.failed, 1);
    assert.ok(report.outcomes[0]?.detail?.endsWith(reason));
  });

  it("refuses a job that is not there, and says when nothing is under way", async () => {
    const { operator: me } = await withBackedUpMachine();
    const none = "00000000-0000-4000-8000-000000000000";
    await assert.rejects(planCancel(me.options, { target: none }), {
      name: "InvalidInputError",
      message: `The job has 1 problem:\n  - job: No vault that you may read in subscription ${subscriptionId} has a job "${none}". See \`evergreen backup jobs\`, and --subscription. [EVG-BACKUP-078]`,
    });
    const plan = await planCancel(me.options, { target: "machine1" });
    assert.deepEqual(plan.notes, ["No job is under way, in any vault that you may read."]);
  });
});

describe("jobs of backups", () => {
  it("are listed by what they are and shown with what lies under a failure", async () => {
    const { operator: me, azure, owner } = await withBackedUpMachine();
    azure.faults.strike("agent silent", machine);
    const id = await backUp(owner);
    await owner.wait(400);
    const { jobs } = await listBackupJobs(me.options, { statuses: ["failed"] });
    assert.deepEqual(
      jobs.map((job) => [job.machineName, job.operation, job.status, job.errorTitle]),
      [["machine1", "Backup", "Failed", "UserErrorGuestAgentStatusUnavailable"]],
    );
    const group = await listBackupJobs(me.options, { scope: { resourceGroups: ["other"] } });
    assert.deepEqual(group.jobs, []);
    const jobsNamed = async (name: string) =>
      (await listBackupJobs(me.options, { statuses: ["failed"], scope: { names: [name] } })).jobs
        .length;
    assert.deepEqual([await jobsNamed("MACH*"), await jobsNamed("web*")], [1, 0]);
    const details = await showBackupJob(me.options, { job: id.split("/").at(-1) ?? "" });
    assert.deepEqual(
      {
        failedTask: details.failedTask,
        minutes: details.runTimeInMinutes,
        codes: details.meanings.map(({ code }) => code),
        underlying: details.job.underlyingError,
        recommendations: details.job.errors[0]?.recommendations,
        isCancellable: details.isCancellable,
      },
      {
        failedTask: "Take Snapshot",
        minutes: 5,
        codes: ["UserErrorGuestAgentStatusUnavailable"],
        underlying: "VM agent unable to communicate with Azure Backup.",
        recommendations: ["See that the machine is running and its agent is ready, and try again."],
        isCancellable: false,
      },
    );
    assert.match(details.whyNotCancellable ?? "", /^It has ended: Failed/);
  });

  it("refuse a status that there is not, and what is no job", async () => {
    const { operator: me } = await withBackedUpMachine();
    assert.throws(() => listBackupJobs(me.options, { statuses: ["Broken"] }), {
      message: /"Broken" is no status of a job\. Give one of InProgress, Completed, Failed/,
    });
    await assert.rejects(showBackupJob(me.options, { job: "latest" }), {
      message: /"latest" is no job: its name is a GUID\./,
    });
  });
});

describe("resuming backups", () => {
  it("of a stopped machine needs its policy named, and then puts it under that", async () => {
    const { azure, owner } = await withBackedUpMachine();
    await ask(owner, "PUT", itemId, stopped);
    const { options } = operator(azure, backupOperatorRole(), vaultId);
    const unnamed = await planResume(options, {});
    assert.equal(
      unnamed.skipped[0]?.reason,
      "Its vault does not tell the policy that it had: name one with --policy. vault1 has DefaultPolicy.",
    );
    const unknown = await planResume(options, { policy: "Nightly" });
    assert.equal(
      unknown.skipped[0]?.reason,
      'Its vault has no policy "Nightly". vault1 has DefaultPolicy.',
    );
    // What a role at the vault alone does not suffice for: Azure asks for the machine's own rights too.
    const owning = operator(azure);
    const plan = await planResume(owning.options, { policy: "defaultpolicy" });
    assert.deepEqual(
      plan.changes.map(({ change, reason, policyId: policy }) => [change, reason, policy]),
      [["Back it up in vault1 again, under DefaultPolicy", "It is ProtectionStopped.", policyId]],
    );
    const report = await resumeBackups(options, plan);
    assert.deepEqual(
      report.outcomes.map(({ state, detail }) => [state, detail]),
      [["succeeded", "It is backed up again."]],
    );
    assert.equal((await read(owner, itemId)).protectionState, "IRPending");
    assert.equal((await planResume(options, {})).skipped[0]?.reason, "vault1 backs it up already.");
    assert.deepEqual(
      (await resumeBackups(options, plan)).outcomes[0]?.detail,
      "It is backed up by now.",
    );
  });

  it("of a machine that is deleted has nothing to back up", async () => {
    const { operator: me, owner } = await withBackedUpMachine();
    await ask(owner, "PUT", itemId, stopped);
    await send(owner, "DELETE", machine);
    await owner.wait(300);
    const plan = await planResume(me.options, { policy: "DefaultPolicy" });
    assert.deepEqual(plan.changes, []);
    assert.deepEqual(plan.skipped, [
      {
        id: machine,
        name: "machine1",
        reason:
          "The machine is deleted: there is nothing to back up. What vault1 keeps of it can be restored.",
      },
    ]);
  });

  it("of a paused machine takes the policy that it has", async () => {
    const { operator: me, azure, owner } = await withBackedUpMachine();
    const stored = azure.estate.get(itemId);
    assert.ok(stored);
    const { properties } = stored as unknown as { properties: object };
    azure.estate.put({
      ...stored,
      properties: { ...properties, protectionState: "ProtectionPaused" },
    });
    const report = await resumeBackups(me.options, await planResume(me.options, {}));
    assert.equal(report.succeeded, 1);
    assert.equal((await read(owner, itemId)).protectionState, "IRPending");
  });

  it("of what was deleted says so, and brings it back when it is asked to", async () => {
    const { operator: me, owner } = await withBackedUpMachine();
    await ask(owner, "DELETE", itemId);
    assert.equal(
      (await planResume(me.options, { policy: "DefaultPolicy" })).skipped[0]?.reason,
      "Its backups in vault1 were deleted and are only kept for a while: --undelete brings them back.",
    );
    const plan = await planResume(me.options, { policy: "DefaultPolicy", undelete: true });
    assert.equal(
      plan.changes[0]?.change,
      "Bring its deleted backups back and back it up in vault1 again, under DefaultPolicy",
    );
    const report = await resumeBackups(me.options, plan);
    assert.equal(report.succeeded, 1, report.outcomes[0]?.detail);
    const item = await read(owner, itemId);
    assert.deepEqual(
      [item.protectionState, item.isScheduledForDeferredDelete],
      ["IRPending", undefined],
    );
  });
});
