import assert from "node:assert/strict";
import { cancelJobs, planCancel } from "../../../src/operations/backup/cancel";
import {
  type BackupDiagnosis,
  diagnoseMachineBackup,
} from "../../../src/operations/backup/diagnose";
import { planBackups, runBackups } from "../../../src/operations/backup/run";
import {
  ask,
  type BackedUp,
  backUp,
  itemBody,
  itemId,
  read,
  softDeleteOff,
  vaultBody,
  vaultId,
  withItem,
} from "../../simulator/backup/backed-up-estate";
import { protectedMachines } from "../../../src/simulator/backup/protected-machines";
import { newGroup } from "../../simulator/caller";
import { machine, machineBody, nic, send } from "../../simulator/compute/small-estate";
import { operator } from "./estate";

const vault2 = vaultId.replace("vault1", "vault2");

function told({ checks }: BackupDiagnosis, id: string): string {
  const found = checks.find((check) => check.id === id);
  return `${found?.state ?? "none"}: ${found?.detail ?? ""}`;
}

async function withSecondVault(properties: object = {}): Promise<BackedUp> {
  const estate = await withItem(softDeleteOff);
  await ask(estate.owner, "PUT", vault2, vaultBody(properties));
  await estate.owner.wait(3600);
  return estate;
}

/** A machine that moved to vault2 while vault1, which knows it no longer, still backs it up. */
async function moved() {
  const estate = await withSecondVault();
  const { azure, owner } = estate;
  const job = await backUp(owner);
  // The simulated Azure, as Azure now, keeps an item while its job runs; estates of old have such jobs.
  azure.estate.delete(itemId);
  protectedMachines(azure).delete(machine.toLowerCase());
  const body = itemBody({ policyId: `${vault2}/backupPolicies/DefaultPolicy` });
  const again = await ask(owner, "PUT", itemId.replace("vault1", "vault2"), body);
  assert.equal(again.status, 202, JSON.stringify(again.body));
  assert.equal((await read(owner, job)).status, "InProgress");
  return { estate, azure, owner, job, name: job.split("/").at(-1) ?? "" };
}

describe("a job under way in another vault", () => {
  it("is found by a diagnosis with what ends it, though that vault has the machine no longer", async () => {
    const { azure, name } = await moved();
    const found = await diagnoseMachineBackup(operator(azure).options, { machine });
    assert.equal(
      told(found, "running-jobs"),
      "warning: A job (Backup) of another vault, vault1, has been under way for 0 minutes. Another backup cannot begin until then.",
    );
    assert.deepEqual(found.verdict, {
      state: "warning",
      likelyCode: "UserErrorBackupOperationInProgress",
      summary:
        "A job (Backup) of another vault, vault1, has been under way for 0 minutes. Another backup cannot begin until then.",
      first: `Wait until it has ended, or cancel it while its snapshot is taken: \`evergreen backup cancel ${name}\`.`,
      check: "running-jobs",
    });
  });

  it("is cancelled by the machine's name, and the machine is backed up then", async () => {
    const { azure, owner, job } = await moved();
    const { options } = operator(azure);
    const plan = await planCancel(options, { target: "machine1", wait: true });
    assert.deepEqual(
      plan.changes.map(({ id }) => id.toLowerCase()),
      [job.toLowerCase()],
    );
    assert.equal((await cancelJobs(options, plan)).succeeded, 1);
    assert.equal((await read(owner, job)).status, "Cancelled");
    const backup = await planBackups(options, { machines: ["machine1"] });
    assert.equal(backup.changes[0]?.change, "Back up to vault2, kept for 30 days");
    const report = await runBackups(options, backup);
    assert.equal(report.succeeded, 1, report.outcomes[0]?.detail);
  });

  it("is none of the machine's when it is of another machine of its name", async () => {
    const { azure, owner } = await withSecondVault();
    const rg2 = machine.replace("/rg/", "/rg2/");
    await newGroup(owner, "rg2");
    const nic2 = nic.replace("nic1", "nic2");
    const stored = azure.estate.get(nic);
    assert.ok(stored);
    const { virtualMachine, ...properties } = stored.properties as Record<string, unknown>;
    assert.ok(virtualMachine);
    azure.estate.put({ ...stored, id: nic2, name: "nic2", properties });
    const made = await send(owner, "PUT", rg2, machineBody({ nics: [nic2] }));
    assert.equal(made.status, 201, JSON.stringify(made.body));
    await owner.wait(120);
    const item2 = itemId.replace("vault1", "vault2").replaceAll(";rg;", ";rg2;");
    const policyId = `${vault2}/backupPolicies/DefaultPolicy`;
    const put = await ask(owner, "PUT", item2, itemBody({ policyId, sourceResourceId: rg2 }));
    assert.equal(put.status, 202, JSON.stringify(put.body));
    const asked = await ask(owner, "POST", `${item2}/backup`, {
      properties: { objectType: "IaasVMBackupRequest" },
    });
    assert.equal(asked.status, 202);
    const { options } = operator(azure);
    assert.equal(
      told(await diagnoseMachineBackup(options, { machine }), "running-jobs"),
      "ok: None is under way.",
    );
    assert.match(
      told(await diagnoseMachineBackup(options, { machine: rg2 }), "running-jobs"),
      /^warning: A job \(Backup\) of the vault vault2 has been under way for 0 minutes\./,
    );
    assert.deepEqual((await planCancel(options, { target: machine })).changes, []);
    assert.equal((await planCancel(options, { target: rg2 })).changes.length, 1);
  });
});
