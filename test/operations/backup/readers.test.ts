import assert from "node:assert/strict";
import { findMachine } from "../../../src/operations/backup/machine";
import { jobsOfVault, readJob } from "../../../src/operations/backup/jobs";
import { backUpNow } from "../../../src/operations/backup/on-demand-backup";
import { itemsOfVault } from "../../../src/operations/backup/protected-item";
import { protectionOf } from "../../../src/operations/backup/protection";
import { backupOperatorRole } from "../../../src/azure/roles";
import { backUp, itemId, vaultId } from "../../simulator/backup/backed-up-estate";
import { machine, send, withNetwork, machineBody, nic } from "../../simulator/compute/small-estate";
import { newGroup } from "../../simulator/caller";
import { operator, runOf, subscriptionId, withBackedUpMachine } from "./estate";

describe("a machine that is named", () => {
  it("is found by its name, without case, and by its id without asking", async () => {
    const { operator } = await withBackedUpMachine();
    const run = runOf(operator);
    assert.deepEqual(await findMachine(run, "MACHINE1"), {
      id: machine,
      name: "machine1",
      resourceGroup: "rg",
      subscriptionId,
      location: "westeurope",
    });
    const before = run.requests;
    assert.equal((await findMachine(run, `${machine}/`)).id, machine);
    assert.equal(run.requests, before);
  });

  it("is found by what its vault keeps, where the machine may not be read", async () => {
    const { azure } = await withBackedUpMachine();
    const run = runOf(operator(azure, backupOperatorRole(), vaultId));
    const found = await findMachine(run, "machine1", { resourceGroups: ["RG"] });
    assert.deepEqual([found.id, found.location], [machine.toLowerCase(), undefined]);
  });

  it("is refused when nothing has the name, when it is no machine's id, and when several have it", async () => {
    const { azure, owner } = await withNetwork(["nic1", "nic2"]);
    const run = runOf(operator(azure));
    await assert.rejects(findMachine(run, "web9", { resourceGroups: ["rg"] }), {
      name: "InvalidInputError",
      message:
        'The machine "web9" has 1 problem:\n  - machine: No machine has this name in resource group rg, or you may not read it. See how it is written and which subscription it is in, or give its id. It takes the action Microsoft.Compute/virtualMachines/read to see it, which rolePresets.backupDiagnostician grants. [EVG-BACKUP-071]',
    });
    await assert.rejects(findMachine(run, `/subscriptions/${subscriptionId}/resourceGroups/rg`), {
      name: "InvalidInputError",
      message: /The machine has 1 problem/,
    });
    await send(owner, "PUT", machine, machineBody({ nics: [nic] }));
    const other = machine.replace("/rg/", "/rg2/");
    await newGroup(owner, "rg2");
    await send(owner, "PUT", other, machineBody({ nics: [nic.replace("nic1", "nic2")] }));
    await assert.rejects(findMachine(run, "machine1"), {
      message: `The machine "machine1" has 1 problem:\n  - machine: 2 machines have this name: ${machine}, ${other}. Give the id of one, or its --resource-group. [EVG-BACKUP-072]`,
    });
  });
});

describe("the protection of a machine", () => {
  it("is told with its item, as the vault has it", async () => {
    const { operator } = await withBackedUpMachine();
    const run = runOf(operator);
    const { item, otherItems, protectingVaultId, unknown } = await protectionOf(
      run,
      await findMachine(run, "machine1"),
    );
    assert.deepEqual(
      [item?.id.toLowerCase(), item?.vaultName, item?.protectionState, item?.policyName],
      [itemId.toLowerCase(), "vault1", "IRPending", "DefaultPolicy"],
    );
    assert.deepEqual([otherItems, protectingVaultId, unknown], [[], vaultId, []]);
    assert.deepEqual(
      (await itemsOfVault(run, vaultId)).map(({ machineName }) => machineName),
      ["machine1"],
    );
  });

  it("tells what may not be asked, with the action that is missing", async () => {
    const { azure } = await withBackedUpMachine();
    const run = runOf(operator(azure, backupOperatorRole(), vaultId));
    const known = { ...(await findMachine(run, machine)), location: "westeurope" };
    const { item, unknown } = await protectionOf(run, known);
    assert.equal(item?.id, itemId);
    assert.equal(unknown.length, 1);
    assert.match(
      unknown[0] ?? "",
      /You lack the action Microsoft\.RecoveryServices\/locations\/backupStatus\/action at .*; no preset of rolePresets grants it\.$/,
    );
  });
});

describe("an on-demand backup", () => {
  it("is followed from the operation to the job, and to the job's end", async () => {
    const { operator, azure } = await withBackedUpMachine();
    const run = runOf(operator);
    const begun = azure.clock.now();
    const item = { id: itemId, vaultId, machineName: "machine1" };
    const end = await backUpNow(run, { item, retentionInDays: 30 });
    const [job] = await jobsOfVault(run, vaultId, { operation: "Backup", since: begun });
    assert.deepEqual(end, { state: "succeeded", detail: `Backed up by job ${job?.name ?? ""}.` });
    assert.deepEqual(
      (await readJob(run, job?.id ?? ""))?.tasks.map(({ taskId, status }) => [taskId, status]),
      [
        ["Take Snapshot", "Completed"],
        ["Transfer data to vault", "Completed"],
      ],
    );
    assert.deepEqual(
      operator.events.map((event) => (event.kind === "step" ? event.detail : event.text)),
      [`Take Snapshot (job ${job?.name ?? ""})`, `Transfer data to vault (job ${job?.name ?? ""})`],
    );
  });

  it("is not begun beside one that is under way: that one is followed", async () => {
    const { operator, owner } = await withBackedUpMachine();
    const running = (await backUp(owner)).split("/").at(-1) ?? "";
    const run = runOf(operator);
    const item = { id: itemId, vaultId, machineName: "machine1" };
    const end = await backUpNow(run, { item, retentionInDays: 30 });
    assert.deepEqual(end, { state: "succeeded", detail: `Backed up by job ${running}.` });
    assert.equal((await jobsOfVault(run, vaultId, { operation: "Backup" })).length, 1);
  });

  it("that got no answer is followed when it reached Azure", async () => {
    const { operator, azure } = await withBackedUpMachine();
    const run = runOf(operator);
    azure.faults.http.strike(
      { kind: "connection dropped", when: "after" },
      { method: "POST", path: "/backup", times: 1 },
    );
    const item = { id: itemId, vaultId, machineName: "machine1" };
    assert.equal((await backUpNow(run, { item, retentionInDays: 30 })).state, "succeeded");
    assert.equal((await jobsOfVault(run, vaultId, { operation: "Backup" })).length, 1);
  });

  it("tells the code, the reason and the advice of a job that failed", async () => {
    const { operator, azure } = await withBackedUpMachine();
    azure.faults.strike("agent silent", machine);
    const run = runOf(operator);
    const item = { id: itemId, vaultId, machineName: "machine1" };
    const end = await backUpNow(run, { item, retentionInDays: 30 });
    const [job] = await jobsOfVault(run, vaultId, { operation: "Backup" });
    assert.deepEqual(end, {
      state: "failed",
      detail:
        `Job ${job?.name ?? ""} ended Failed: UserErrorGuestAgentStatusUnavailable: VM agent unable to communicate with Azure Backup. ` +
        "See that the machine is running and its agent is ready, and try again.",
    });
  });

  it("is refused beyond the number of a day, and says the rule", async () => {
    const { operator } = await withBackedUpMachine();
    const item = { id: itemId, vaultId, machineName: "machine1" };
    for (let i = 0; i < 9; i++) {
      assert.equal(
        (await backUpNow(runOf(operator), { item, retentionInDays: 1 })).state,
        "succeeded",
      );
    }
    const end = await backUpNow(runOf(operator), { item, retentionInDays: 1 });
    assert.match(
      "detail" in end ? (end.detail ?? "") : "",
      /CloudDosAbsoluteLimitReached.* Azure Backup takes at most 9 on-demand backups of a machine within 24 hours: try again later\.$/s,
    );
  });
});
