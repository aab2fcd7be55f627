import assert from "node:assert/strict";
import type { ArmRequest } from "../../src/arm/transport";
import { unknownValue } from "../../src/plugin/handlers";
import {
  ask,
  backUp,
  itemBody,
  itemId,
  list,
  policyId,
  read,
  softDeleteOff,
  vaultBody,
  vaultId,
  withItem,
  withVault,
  type BackedUp,
} from "../simulator/backup/backed-up-estate";
import { group, machine, send } from "../simulator/compute/small-estate";
import { Deployment, halfMade } from "./harness";

const type = "BackupProtectedItem";
const inputs = { vaultId, virtualMachineId: machine, policyId };
const immutable = { securitySettings: { immutabilitySettings: { state: "Unlocked" } } };

function deploymentIn({ azure, owner }: Pick<BackedUp, "azure" | "owner">): Deployment {
  return new Deployment(azure.connect(owner).transport);
}

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("not refused");
}

/** A policy of the vault, Enhanced unless another type is said. */
async function makePolicy(
  { owner }: Pick<BackedUp, "owner">,
  name: string,
  { days = 30, policyType = "V2", more = {} } = {},
): Promise<string> {
  const times = ["2026-01-01T02:00:00Z"];
  const id = `${vaultId}/backupPolicies/${name}`;
  const schedule =
    policyType === "V2"
      ? { schedulePolicyType: "SimpleSchedulePolicyV2", dailySchedule: { scheduleRunTimes: times } }
      : { schedulePolicyType: "SimpleSchedulePolicy", scheduleRunTimes: times };
  const { status, body } = await ask(owner, "PUT", id, {
    properties: {
      backupManagementType: "AzureIaasVM",
      policyType,
      schedulePolicy: { scheduleRunFrequency: "Daily", ...schedule },
      retentionPolicy: {
        retentionPolicyType: "LongTermRetentionPolicy",
        dailySchedule: {
          retentionTimes: times,
          retentionDuration: { count: days, durationType: "Days" },
        },
      },
      timeZone: "UTC",
      ...more,
    },
  });
  assert.equal(status, 200, JSON.stringify(body));
  return id;
}

/** Changes the machine as Azure holds it. */
function changeMachine({ azure }: BackedUp, properties: object): void {
  const held = azure.estate.get(machine);
  assert.ok(held !== undefined);
  azure.estate.put({ ...held, properties: { ...(held.properties as object), ...properties } });
}

function dataDisk(lun: number, diskSizeGB: number, storageAccountType = "Premium_LRS"): object {
  return { lun, name: `data${String(lun)}`, diskSizeGB, managedDisk: { storageAccountType } };
}

function withDataDisks(estate: BackedUp, dataDisks: readonly object[]): void {
  const { storageProfile } = estate.azure.estate.get(machine)?.properties as {
    storageProfile: object;
  };
  changeMachine(estate, { storageProfile: { ...storageProfile, dataDisks } });
}

describe("BackupProtectedItem", () => {
  it("says all that is wrong with its inputs", async () => {
    const deployment = new Deployment({} as never);
    const { failures } = await deployment.check(type, {
      vaultId: machine,
      policyId: 7,
      includedDiskLuns: [0, 0, -1],
      excludedDiskLuns: [],
      onDestroy: "Deleted",
      protection: "On",
      adopt: "yes",
      restorePointGroupId: vaultId,
      vault: "fleet",
    });
    assert.deepEqual(
      failures.map(({ property, reason }) => `${property ?? ""}: ${reason}`),
      [
        "vault: There is no property vault. Use one of vaultId, virtualMachineId, policyId, restorePointGroupId, includedDiskLuns, excludedDiskLuns, onDestroy, protection, adopt, standardPolicyAllowed.",
        `vaultId: "${machine}" is the id of a Microsoft.Compute/virtualMachines, not of a Microsoft.RecoveryServices/vaults. Give the id of a Microsoft.RecoveryServices/vaults. [EVG-ID-003]`,
        "virtualMachineId: virtualMachineId must be the id of a virtual machine.",
        "policyId: policyId must be the id of a backup policy.",
        `restorePointGroupId: "${vaultId}" is the id of a Microsoft.RecoveryServices/vaults, not of a Microsoft.Resources/resourceGroups. Give the id of a Microsoft.Resources/resourceGroups. [EVG-ID-003]`,
        "includedDiskLuns[0]: The logical unit number -1 stands for the system's disk, which is always backed up and cannot be left out. Name data disks alone. [EVG-BACKUP-038]",
        "includedDiskLuns[2]: 0 is not the logical unit number of one more data disk. Give each whole number from 0 to 63 once. [EVG-BACKUP-035]",
        "excludedDiskLuns: includedDiskLuns and excludedDiskLuns are both given, but Azure keeps one list. Leave one of them out. [EVG-BACKUP-036]",
        "excludedDiskLuns: excludedDiskLuns is empty, so it excludes nothing. Leave it out to back up all disks; to back up the system's disk alone, give includedDiskLuns as an empty list. [EVG-BACKUP-037]",
        'onDestroy: "Deleted" is none of the words that onDestroy takes. Use "Retained", "Stopped" or "SoftDeleted". [EVG-BACKUP-043]',
        'protection: "On" is none of the words that protection takes. Use "Active", "Stopped" or "Suspended". [EVG-BACKUP-043]',
        "adopt: adopt must be true or false.",
      ],
    );
    const elsewhere = await deployment.check(type, {
      ...inputs,
      policyId: policyId.replace("vault1", "vault2"),
      includedDiskLuns: "0",
    });
    assert.deepEqual(
      elsewhere.failures.map(({ reason }) => reason),
      [
        "includedDiskLuns must be a list of logical unit numbers.",
        `The policy "DefaultPolicy" stands in the vault "${vaultId.replace("vault1", "vault2")}", and the machine is to be backed up in "${vaultId}". Give a policy of the same vault. [EVG-BACKUP-030]`,
      ],
    );
  });

  it("judges nothing that is unknown, and fills in what is left out", async () => {
    const estate = await withVault();
    const deployment = deploymentIn(estate);
    const unknown = await deployment.check(type, {
      vaultId: unknownValue,
      virtualMachineId: unknownValue,
      policyId: unknownValue,
      includedDiskLuns: [unknownValue],
      protection: unknownValue,
      onDestroy: unknownValue,
    });
    assert.deepEqual(unknown.failures, []);
    const checked = await deployment.checked(type, { ...inputs, excludedDiskLuns: [2, 1] });
    assert.deepEqual(checked, {
      ...inputs,
      excludedDiskLuns: [1, 2],
      onDestroy: "Stopped",
      protection: "Active",
    });
  });

  it("protects, changes policy and disks in place, stops and goes on, and tells what differs", async () => {
    const estate = await withVault();
    const { owner, azure } = estate;
    const second = await makePolicy(estate, "second");
    const deployment = deploymentIn(estate);
    const { id, outputs } = await deployment.create(type, inputs);
    assert.equal(id, itemId);
    assert.deepEqual(outputs, {
      ...inputs,
      protection: "Active",
      protectionState: "IRPending",
      healthStatus: "Passed",
    });

    const given = await deployment.checked(type, inputs);
    const before = azure.estate.changes().length;
    assert.deepEqual((await deployment.read(type, itemId, given))?.inputs, given);
    assert.deepEqual((await deployment.diff(type, itemId, given, given)).changes, {});
    await deployment.update(type, itemId, given, given);
    assert.equal(azure.estate.changes().length, before);

    const changed = { ...inputs, policyId: second, includedDiskLuns: [3] };
    assert.deepEqual((await deployment.diff(type, itemId, given, changed)).changes, {
      policyId: "update",
      includedDiskLuns: "update",
    });
    await deployment.update(type, itemId, given, changed);
    assert.deepEqual(deployment.log, [
      "warning: includedDiskLuns: The machine has no data disk at the logical unit number 3. Attach it, or leave its number out. [EVG-BACKUP-039]",
      "warning: includedDiskLuns: The machine has no data disk at the logical unit number 3. Attach it, or leave its number out. [EVG-BACKUP-039]",
      "warning: includedDiskLuns: The machine has no data disk at the logical unit number 3. Attach it, or leave its number out. [EVG-BACKUP-039]",
    ]);
    const held = await read(owner, itemId);
    assert.equal(held.policyId, second);
    assert.deepEqual(held.extendedProperties, {
      diskExclusionProperties: { diskLunList: [3], isInclusionList: true },
    });
    assert.deepEqual((await deployment.read(type, itemId, given))?.inputs, {
      ...given,
      policyId: second,
      includedDiskLuns: [3],
    });

    const stopped = { ...inputs, policyId: second, protection: "Stopped" };
    await deployment.update(type, itemId, changed, stopped);
    assert.equal((await read(owner, itemId)).protectionState, "ProtectionStopped");
    const seen = await deployment.read(type, itemId, await deployment.checked(type, stopped));
    assert.deepEqual(seen?.inputs, {
      ...stopped,
      onDestroy: "Stopped",
      includedDiskLuns: [3],
    });
    await deployment.update(type, itemId, stopped, { ...inputs, policyId: second });
    const resumed = await read(owner, itemId);
    assert.deepEqual(
      [resumed.protectionState, resumed.extendedProperties],
      ["IRPending", undefined],
    );
  });

  it("imports what is there", async () => {
    const deployment = deploymentIn(await withItem());
    assert.deepEqual((await deployment.read(type, itemId.toLowerCase()))?.inputs, {
      ...inputs,
      protection: "Active",
      onDestroy: "Stopped",
    });
    assert.equal(await deployment.read(type, itemId.replaceAll("machine1", "machine2")), undefined);
    assert.match(await refusal(deployment.read(type, vaultId)), /EVG-ID-003/);
  });

  it("replaces for another machine or vault alone", async () => {
    const deployment = new Deployment({ send: () => Promise.reject(new Error("none")) } as never);
    const other = `${machine}2`;
    const answer = await deployment.diff(type, itemId, inputs, {
      ...inputs,
      vaultId: vaultId.toUpperCase(),
      virtualMachineId: other,
    });
    assert.deepEqual(
      [answer.changes.vaultId, answer.changes.virtualMachineId],
      [undefined, "update-replace"],
    );
    assert.equal(answer.deleteBeforeReplace, true);
    const unknown = await deployment.diff(type, itemId, inputs, {
      ...inputs,
      virtualMachineId: unknownValue,
    });
    assert.equal(unknown.changes.virtualMachineId, "update");
  });

  it("refuses a machine that is protected already, and takes it over when asked", async () => {
    const estate = await withItem();
    const { owner } = estate;
    await backUp(owner);
    await owner.wait(6 * 3600);
    const deployment = deploymentIn(estate);
    const text = (reason: string): string =>
      `The machine is protected by this vault already: ${itemId}. ${reason} Set \`adopt: true\` to take it over, or import it: pulumi import azure-evergreen:index:BackupProtectedItem it "${itemId}". A resource that was only renamed in the program needs an alias instead.`;
    assert.equal(await refusal(deployment.create(type, inputs)), text("It has been backed up."));
    const second = await makePolicy(estate, "second");
    const other = { ...inputs, policyId: second, excludedDiskLuns: [1] };
    assert.equal(
      await refusal(deployment.create(type, other)),
      text(
        `There, policyId is "${policyId}", not "${second}", excludedDiskLuns is not set, not [1].`,
      ),
    );
    const { outputs } = await deployment.create(type, { ...other, adopt: true });
    assert.deepEqual([outputs.policyId, outputs.protectionState], [second, "Protected"]);
    assert.equal((await read(owner, itemId)).policyId, second);
  });

  it("takes over what a killed deployment left, also while Azure is still at work on it", async () => {
    const estate = await withVault();
    const { owner } = estate;
    // All that a killed process leaves is its request.
    await owner.send("PUT", `${itemId}?api-version=2025-02-01`, itemBody());
    const atWork = deploymentIn(estate);
    assert.equal((await atWork.create(type, inputs)).id, itemId);
    const repeated = deploymentIn(estate);
    await repeated.create(type, inputs);
    assert.deepEqual(repeated.log, [
      "info: The machine was protected already, just as asked for and without a backup, as an interrupted deployment leaves it: it is taken over.",
    ]);
  });

  it("goes on with work that a cancel interrupted", async () => {
    const { azure, owner } = await withVault();
    const { transport } = azure.connect(owner);
    const cancelled: Deployment = new Deployment({
      send: (request, signal) => transport.send(request, signal),
      wait: () => {
        cancelled.stop.abort(new Error("The deployment was cancelled."));
        return Promise.reject(cancelled.stop.signal.reason as Error);
      },
    });
    const error = await halfMade(cancelled.create(type, inputs));
    assert.deepEqual(error.reasons, [
      `The backup item "${itemId}" is not complete: The deployment was cancelled. Azure goes on with what it accepted; the next \`pulumi up\` waits for it.`,
    ]);
    assert.equal(error.id, itemId);
    const next = deploymentIn({ azure, owner });
    const { outputs } = await next.update(type, itemId, error.inputs, inputs);
    assert.equal(outputs.protectionState, "IRPending");
  });

  it("names the vault that protects the machine", async () => {
    const estate = await withItem();
    const { owner } = estate;
    const other = vaultId.replace("vault1", "vault2");
    await ask(owner, "PUT", other, vaultBody());
    const elsewhere = { ...inputs, vaultId: other, policyId: policyId.replace("vault1", "vault2") };
    assert.equal(
      await refusal(deploymentIn(estate).create(type, elsewhere)),
      `The machine "${machine}" is protected by another vault: "${vaultId}". A machine is backed up by one vault at a time: back it up there, or stop its protection there and delete its backups first.`,
    );
    assert.deepEqual(await list(owner, `${other}/backupProtectedItems`), []);
  });

  it("keeps Azure's own words where it may not ask for the other vault", async () => {
    const estate = await withItem();
    const other = vaultId.replace("vault1", "vault2");
    await ask(estate.owner, "PUT", other, vaultBody());
    const { transport } = estate.azure.connect(estate.owner);
    const deployment = new Deployment({
      wait: (milliseconds, signal) => transport.wait(milliseconds, signal),
      send: (request: ArmRequest, signal) =>
        request.url.includes("/backupStatus")
          ? Promise.resolve({
              status: 403,
              headers: {},
              body: { error: { code: "AuthorizationFailed", message: "no" } },
            })
          : transport.send(request, signal),
    });
    assert.match(
      await refusal(
        deployment.create(type, {
          ...inputs,
          vaultId: other,
          policyId: policyId.replace("vault1", "vault2"),
        }),
      ),
      /UserErrorVmRegisteredWithAnotherVault/,
    );
  });

  it("lets the vault discover a machine that it does not know", async () => {
    const { azure, owner } = await withVault();
    const { transport } = azure.connect(owner);
    const sent: string[] = [];
    let refused = false;
    const deployment = new Deployment({
      wait: (milliseconds, signal) => transport.wait(milliseconds, signal),
      send: (request: ArmRequest, signal) => {
        if (request.method !== "GET") {
          sent.push(`${request.method} ${request.url.split("?")[0]?.split("/").at(-1) ?? ""}`);
        }
        if (request.method === "PUT" && !refused) {
          refused = true;
          const code = "BMSUserErrorInvalidConfigureProtectionRequest";
          return Promise.resolve({
            status: 400,
            headers: {},
            body: { error: { code, message: "Please ensure that container exists" } },
          });
        }
        return transport.send(request, signal);
      },
    });
    await deployment.create(type, inputs);
    assert.deepEqual(sent, [
      "PUT VM%3Biaasvmcontainerv2%3Brg%3Bmachine1",
      "POST backupStatus",
      "POST refreshContainers",
      "PUT VM%3Biaasvmcontainerv2%3Brg%3Bmachine1",
    ]);
  });

  it("brings back what was deleted softly, and backs it up again", async () => {
    const estate = await withItem();
    const { owner } = estate;
    await backUp(owner);
    await owner.wait(6 * 3600);
    await ask(owner, "DELETE", itemId);
    const deployment = deploymentIn(estate);
    assert.equal(await deployment.read(type, itemId, inputs), undefined);
    const { outputs } = await deployment.create(type, inputs);
    assert.equal(outputs.protectionState, "Protected");
    const held = await read(owner, itemId);
    assert.deepEqual([held.isScheduledForDeferredDelete, held.policyId], [undefined, policyId]);
    assert.deepEqual((held.extendedInfo as { recoveryPointCount: number }).recoveryPointCount, 1);
    assert.deepEqual(deployment.log, [
      "info: The machine's backups were deleted softly: they are brought back.",
    ]);
  });

  it("goes on where it failed between bringing back and backing up", async () => {
    const estate = await withItem();
    const { azure, owner } = estate;
    await backUp(owner);
    await owner.wait(6 * 3600);
    await ask(owner, "DELETE", itemId);
    const { transport } = azure.connect(owner);
    let puts = 0;
    const failing = new Deployment({
      wait: (milliseconds, signal) => transport.wait(milliseconds, signal),
      send: (request: ArmRequest, signal) =>
        request.method === "PUT" && ++puts === 2
          ? Promise.resolve({
              status: 400,
              headers: {},
              body: { error: { code: "Broken", message: "Not today." } },
            })
          : transport.send(request, signal),
    });
    const error = await halfMade(failing.create(type, inputs));
    assert.equal(error.id, itemId);
    assert.match(
      error.reasons[0] ?? "",
      /^The backup item ".*" is not complete: .* answered 400 Broken: Not today\. The next `pulumi up` goes on from here\.$/,
    );
    assert.equal(error.outputs.protectionState, "ProtectionStopped");
    const next = deploymentIn(estate);
    const { outputs } = await next.update(type, itemId, error.inputs, inputs);
    assert.equal(outputs.protectionState, "Protected");
    assert.equal(
      ((await read(owner, itemId)).extendedInfo as { recoveryPointCount: number })
        .recoveryPointCount,
      1,
    );
  });

  it("makes what is gone anew, and says what Azure took away", async () => {
    const estate = await withItem(softDeleteOff);
    await ask(estate.owner, "DELETE", itemId);
    const deployment = deploymentIn(estate);
    assert.equal(await deployment.read(type, itemId, inputs), undefined);
    const { outputs } = await deployment.update(type, itemId, inputs, inputs);
    assert.equal(outputs.protectionState, "IRPending");
  });

  it("waits for another change of the item, and for a backup that runs", async () => {
    const estate = await withItem();
    const { owner } = estate;
    await owner.send("PUT", `${itemId}?api-version=2025-02-01`, itemBody({ policyId: "" }));
    await deploymentIn(estate).update(type, itemId, inputs, { ...inputs, excludedDiskLuns: [5] });
    assert.deepEqual((await read(owner, itemId)).extendedProperties, {
      diskExclusionProperties: { diskLunList: [5], isInclusionList: false },
    });
    await backUp(owner);
    const deployment = deploymentIn(estate);
    await assert.rejects(
      deployment.delete(type, itemId, { ...inputs, onDestroy: "SoftDeleted" }),
      /BMSUserErrorObjectLocked/,
    );
  });

  it("refuses backups that were stopped on purpose, unless it is told to go on with them", async () => {
    const estate = await withItem();
    await ask(estate.owner, "PUT", itemId, itemBody({ protectionState: "ProtectionStopped" }));
    const deployment = deploymentIn(estate);
    assert.equal(
      await refusal(deployment.create(type, inputs)),
      `The machine is protected by this vault already: ${itemId}. Its backups have stopped and their recovery points are kept; once it is backed up again they follow the policy's retention. Set \`adopt: true\` to take it over, or import it: pulumi import azure-evergreen:index:BackupProtectedItem it "${itemId}". A resource that was only renamed in the program needs an alias instead.`,
    );
    await deployment.create(type, { ...inputs, adopt: true });
    assert.equal((await read(estate.owner, itemId)).protectionState, "IRPending");
  });

  it("is declared once", async () => {
    const deployment = deploymentIn(await withVault());
    await deployment.create(type, inputs);
    assert.equal(
      await refusal(deployment.create(type, inputs, "again")),
      `The backup item "${itemId}" is made by another resource of this program: urn:pulumi:dev::test::azure-evergreen:index:BackupProtectedItem::it. Declare it once.`,
    );
    await deployment.delete(type, itemId, { ...inputs, onDestroy: "SoftDeleted" }, "other");
    assert.match(deployment.log.join("\n"), /The backup item is left in place: urn/);
  });
});

describe("the end of a BackupProtectedItem", () => {
  it("leaves the machine backed up when that is said", async () => {
    const estate = await withItem();
    const deployment = deploymentIn(estate);
    const before = estate.azure.estate.changes().length;
    await deployment.delete(type, itemId, { ...inputs, onDestroy: "Retained" });
    assert.equal(estate.azure.estate.changes().length, before);
    assert.deepEqual(deployment.log, [
      "info: The machine stays backed up as it is; only this stack forgets it.",
    ]);
  });

  it("stops backups and keeps what there is, which is the default, also of an immutable vault", async () => {
    const estate = await withItem(immutable);
    await backUp(estate.owner);
    await estate.owner.wait(6 * 3600);
    const deployment = deploymentIn(estate);
    const given = await deployment.checked(type, inputs);
    await deployment.delete(type, itemId, given);
    const held = await read(estate.owner, itemId);
    assert.equal(held.protectionState, "ProtectionStopped");
    assert.deepEqual((held.extendedInfo as { recoveryPointCount: number }).recoveryPointCount, 1);
    const before = estate.azure.estate.changes().length;
    await deploymentIn(estate).delete(type, itemId, given);
    assert.equal(estate.azure.estate.changes().length, before);
    assert.deepEqual(deployment.log, [
      "info: Backups have stopped. Their recovery points are kept, and billed.",
    ]);
  });

  it("deletes softly when that is said, and once", async () => {
    const estate = await withItem();
    const deployment = deploymentIn(estate);
    const last = { ...inputs, onDestroy: "SoftDeleted" };
    await deployment.delete(type, itemId, last);
    assert.equal((await read(estate.owner, itemId)).isScheduledForDeferredDelete, true);
    await deployment.delete(type, itemId, last);
    await deployment.delete(type, itemId.replaceAll("machine1", "machine2"), last);
    assert.deepEqual(deployment.log, [
      "info: The backups are deleted softly and can be brought back for 14 days.",
    ]);
  });

  it("is refused before anything in an immutable vault, and in one without soft delete", async () => {
    const last = { ...inputs, onDestroy: "SoftDeleted" };
    const locked = await withItem(immutable);
    const before = locked.azure.estate.changes().length;
    assert.equal(
      await refusal(deploymentIn(locked).delete(type, itemId, last)),
      `The deletion of the backups has 1 problem:\n  - onDestroy: The vault "${vaultId}" is immutable ("Unlocked"), so backups in it cannot be deleted before their time. Set onDestroy to "Stopped" or "Retained" and deploy that first. [EVG-BACKUP-040]`,
    );
    assert.equal(locked.azure.estate.changes().length, before);
    const hard = await withItem(softDeleteOff);
    assert.equal(
      await refusal(deploymentIn(hard).delete(type, itemId, last)),
      `The deletion of the backups has 1 problem:\n  - onDestroy: The vault "${vaultId}" has soft delete off, so its backups would be deleted for good. Switch soft delete on, or set onDestroy to "Stopped" or "Retained" and deploy that first. [EVG-BACKUP-041]`,
    );
  });
});

describe("what a BackupProtectedItem asks of its surroundings", () => {
  const from = (message: string): string[] =>
    message.split("\n").map((line) => line.replace(/^ {2}- /, ""));

  it("an Enhanced policy for machines and disks that need one", async () => {
    const estate = await withVault();
    const deployment = deploymentIn(estate);
    withDataDisks(estate, [dataDisk(0, 64, "PremiumV2_LRS")]);
    changeMachine(estate, { securityProfile: { securityType: "TrustedLaunch" } });
    const { failures } = await deployment.check(type, inputs);
    assert.deepEqual(
      failures.map(({ property, reason }) => `${property ?? ""}: ${reason}`),
      [
        "policyId: The machine is of the type Trusted Launch, which a Standard policy backs up for new clients alone, not in the portal. Use an Enhanced policy, or set standardPolicyAllowed to true. [EVG-BACKUP-033]",
        ': virtualMachineId.data0: The disk "data0" is PremiumV2_LRS, which a Standard policy does not back up. Use an Enhanced policy. [EVG-BACKUP-004]',
      ],
    );
    const without = await deployment.check(type, {
      ...inputs,
      excludedDiskLuns: [0],
      standardPolicyAllowed: true,
    });
    assert.deepEqual(without.failures, []);
    changeMachine(estate, { securityProfile: { securityType: "ConfidentialVM" } });
    const confidential = await deployment.check(type, {
      ...inputs,
      excludedDiskLuns: [0],
      standardPolicyAllowed: true,
    });
    assert.deepEqual(
      confidential.failures.map(({ reason }) => reason),
      [
        "The machine is a confidential one, which only an Enhanced policy backs up. Use an Enhanced policy. [EVG-BACKUP-032]",
      ],
    );
    const enhanced = await makePolicy(estate, "enhanced");
    assert.deepEqual(
      (await deployment.check(type, { ...inputs, policyId: enhanced })).failures,
      [],
    );
  });

  it("disks that are not too large: less of encrypted ones, and none of those left out", async () => {
    const estate = await withVault();
    const enhanced = { ...inputs, policyId: await makePolicy(estate, "enhanced") };
    const deployment = deploymentIn(estate);
    const disk = `${group}/providers/Microsoft.Compute/disks/data0`;
    await send(
      estate.owner,
      "PUT",
      disk,
      {
        location: "westeurope",
        sku: { name: "Premium_LRS" },
        properties: {
          creationData: { createOption: "Empty" },
          diskSizeGB: 8192,
        },
      },
      "2024-03-02",
    );
    withDataDisks(estate, [
      { lun: 0, name: "data0", diskSizeGB: 8192, managedDisk: { id: disk } },
      dataDisk(1, 40_000),
    ]);
    const reasons = async (more: object): Promise<string[]> =>
      (await deployment.check(type, { ...enhanced, ...more })).failures.map(({ reason }) => reason);
    assert.deepEqual(await reasons({}), [
      'virtualMachineId.data1: The disk "data1" has 40000 GiB, but Azure Backup takes a disk of at most 32768 GiB. Split the disk, or make it smaller. [EVG-BACKUP-001]',
    ]);
    assert.deepEqual(await reasons({ excludedDiskLuns: [1] }), []);
    const held = estate.azure.estate.get(disk);
    assert.ok(held !== undefined);
    const encryptionSettingsCollection = { enabled: true };
    estate.azure.estate.put({
      ...held,
      properties: { ...(held.properties as object), encryptionSettingsCollection },
    });
    assert.deepEqual(await reasons({ excludedDiskLuns: [1] }), [
      'virtualMachineId.data0: The disk "data0" has 8192 GiB, but Azure Backup takes an encrypted disk of at most 4096 GiB. Split the disk, or make it smaller. [EVG-BACKUP-001]',
    ]);
    assert.deepEqual(await reasons({ includedDiskLuns: [] }), []);
  });

  it("a vault of the machine's region, and an immutable one to suspend backups in", async () => {
    const estate = await withVault();
    const deployment = deploymentIn(estate);
    const other = vaultId.replace("vault1", "vault2");
    await ask(estate.owner, "PUT", other, { ...vaultBody(), location: "northeurope" });
    const { failures } = await deployment.check(type, {
      ...inputs,
      vaultId: other,
      policyId: policyId.replace("vault1", "vault2"),
      protection: "Suspended",
    });
    assert.deepEqual(
      failures.map(({ property, reason }) => `${property ?? ""}: ${reason}`),
      [
        'vaultId: The machine is in the region "westeurope" and the vault in "northeurope", but a machine is backed up in its own region. Use a vault in "westeurope". [EVG-BACKUP-031]',
        `protection: Backups are suspended only in an immutable vault, and "${other}" is not. Use "Stopped", which keeps all recovery points. [EVG-BACKUP-042]`,
      ],
    );
  });

  it("no way back to a Standard policy, and no shorter retention in an immutable vault", async () => {
    const estate = await withVault(immutable);
    const long = { ...inputs, policyId: await makePolicy(estate, "long", { days: 60 }) };
    const deployment = deploymentIn(estate);
    await deployment.create(type, long);
    const message = (
      await deployment.check(type, inputs, await deployment.checked(type, long))
    ).failures.map(({ reason }) => reason);
    assert.deepEqual(message, [
      "The machine follows an Enhanced policy, and Azure does not take it back to a Standard one. Give an Enhanced policy. [EVG-BACKUP-034]",
      `The daily retention would go from 60 to 30, but the vault "${vaultId}" is immutable ("Unlocked") and keeps recovery points no shorter. Keep as much as before, or more. [EVG-BACKUP-044]`,
    ]);
    const suspended = { ...long, protection: "Suspended" };
    await deployment.update(type, itemId, long, suspended);
    assert.equal((await read(estate.owner, itemId)).protectionState, "BackupsSuspended");
    await deployment.update(type, itemId, suspended, long);
    assert.equal((await read(estate.owner, itemId)).protectionState, "IRPending");
  });

  it("no lock on, above or below the stack's own group for recovery points", async () => {
    const estate = await withVault();
    const { owner } = estate;
    const deployment = deploymentIn(estate);
    const points = group.replace(/rg$/, "points-1");
    await owner.send("PUT", `${points}?api-version=2021-04-01`, { location: "westeurope" });
    const asked = { ...inputs, restorePointGroupId: points };
    assert.deepEqual((await deployment.check(type, asked)).failures, []);
    const lock = async (scope: string, name: string): Promise<void> => {
      const id = `${scope}/providers/Microsoft.Authorization/locks/${name}`;
      const body = { properties: { level: "CanNotDelete" } };
      await owner.send("PUT", `${id}?api-version=2020-05-01`, body);
    };
    await lock(points, "own");
    await lock(group.replace(/\/resourceGroups.*/, ""), "inherited");
    await lock(group, "elsewhere");
    const text = (name: string, scope: string): string =>
      `restorePointGroupId: The lock "${name}" on "${scope}" keeps Azure Backup from cleaning up in the resource group "points-1", and backups fail after 18 instant recovery points (UserErrorRpCollectionLimitReached). Remove the lock, or let Azure make and name a group that no lock covers. [EVG-BACKUP-045]`;
    const { failures } = await deployment.check(type, asked);
    assert.deepEqual(
      failures.map(({ property, reason }) => `${property ?? ""}: ${reason}`),
      [text("own", points), text("inherited", group.replace(/\/resourceGroups.*/, ""))],
    );
    const handler = deployment.handler(type);
    const message = await refusal(
      handler.create(
        { inputs: { ...asked, protection: "Active" }, preview: false },
        deployment.context(type),
      ),
    );
    assert.deepEqual(from(message).slice(1), [
      text("own", points),
      text("inherited", group.replace(/\/resourceGroups.*/, "")),
    ]);
    assert.deepEqual(await list(owner, `${vaultId}/backupProtectedItems`), []);
  });
});
