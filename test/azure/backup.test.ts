import assert from "node:assert/strict";
import { canChangeImmutability, isImmutable } from "../../src/azure/backup-immutability";
import {
  isActivelyBackedUp,
  isCancellable,
  isRunning,
  neverBackedUp,
  protectionStates,
  wasBackedUp,
} from "../../src/azure/backup-jobs";
import { type BackedUpDisk, backupDiskFindings } from "../../src/azure/backup-limits";
import {
  backupContainerName,
  backupItemName,
  isBackupCollection,
  isBackupResourceGroup,
  machineOfContainer,
  machineOfItem,
  restorePointCollectionName,
  restorePointGroupName,
  restorePointName,
} from "../../src/azure/backup-names";

describe("backup: disks", () => {
  const rules = (
    disks: readonly BackedUpDisk[],
    options = { encrypted: false, enhancedPolicy: false },
  ): string[] => backupDiskFindings(disks, options, "disks").map(({ ruleId }) => ruleId);

  it("of up to 32 TB are taken, encrypted ones up to 4 TB", () => {
    const big = [{ name: "os", sizeInGiB: 32_768 }];
    assert.deepEqual(rules(big), []);
    assert.deepEqual(rules([{ name: "os", sizeInGiB: 32_769 }]), ["EVG-BACKUP-001"]);
    const encrypted = { encrypted: true, enhancedPolicy: false };
    assert.deepEqual(rules([{ name: "os", sizeInGiB: 4096 }], encrypted), []);
    assert.deepEqual(backupDiskFindings(big, encrypted, "disks"), [
      {
        ruleId: "EVG-BACKUP-001",
        severity: "error",
        propertyPath: "disks.os",
        message:
          'The disk "os" has 32768 GiB, but Azure Backup takes an encrypted disk of at most 4096 GiB.',
        fix: "Split the disk, or make it smaller.",
      },
    ]);
  });

  it("are at most 32 with 256 TB together", () => {
    const disks = (count: number, sizeInGiB: number): BackedUpDisk[] =>
      Array.from({ length: count }, (_, i) => ({ name: `d${i}`, sizeInGiB }));
    assert.deepEqual(rules(disks(8, 32_768)), []);
    assert.deepEqual(rules(disks(9, 32_768)), ["EVG-BACKUP-002"]);
    assert.deepEqual(rules(disks(32, 1)), []);
    assert.deepEqual(rules(disks(33, 1)), ["EVG-BACKUP-003"]);
    assert.deepEqual(rules([{ name: "size unknown" }]), []);
  });

  it("of some kinds need an Enhanced policy", () => {
    const ultra = [{ name: "data", sizeInGiB: 64, storageType: "UltraSSD_LRS" }];
    assert.deepEqual(rules(ultra), ["EVG-BACKUP-004"]);
    assert.deepEqual(rules(ultra, { encrypted: false, enhancedPolicy: true }), []);
  });
});

describe("backup: names", () => {
  it("of containers and items tell the machine", () => {
    const machine = { resourceGroupName: "rg", machineName: "vm" };
    assert.equal(backupContainerName(machine), "IaasVMContainer;iaasvmcontainerv2;rg;vm");
    assert.equal(backupItemName(machine), "VM;iaasvmcontainerv2;rg;vm");
    assert.deepEqual(machineOfContainer("iaasvmcontainer;iaasvmcontainerv2;rg;vm"), machine);
    assert.deepEqual(machineOfContainer("iaasvmcontainerv2;rg;vm"), machine);
    assert.deepEqual(machineOfItem("vm;iaasvmcontainerv2;rg;vm"), machine);
    assert.equal(machineOfContainer("VMAppContainer;Compute;rg;vm"), undefined);
    assert.equal(machineOfItem("machine1"), undefined);
  });

  it("of groups have the region and a number, or a policy's own prefix and suffix", () => {
    const region = "northeurope";
    assert.equal(restorePointGroupName({ region, number: 1 }), "AzureBackupRG_northeurope_1");
    assert.equal(
      restorePointGroupName({ region, number: 2, prefix: "snapshots-", suffix: "-rg" }),
      "snapshots-2-rg",
    );
    assert.equal(isBackupResourceGroup("AzureBackupRG_northeurope_12"), true);
    assert.equal(isBackupResourceGroup("AzureBackupRG_northeurope"), false);
  });

  it("of collections and restore points are the service's own", () => {
    assert.equal(
      restorePointCollectionName("vm", 140738144265919),
      "AzureBackup_vm_140738144265919",
    );
    const theirs = ["AzureBackup_vm_140738144265919", "AzureBackup_vm", "azurebackup_vm_1"];
    assert.ok(theirs.every(isBackupCollection));
    assert.ok(!["vm-before-update", "my-AzureBackup_vm"].some(isBackupCollection));
    assert.equal(restorePointName(new Date("2021-04-23T03:03:12Z")), "AzureBackup_20210423_030312");
  });
});

describe("backup: jobs", () => {
  it("can be cancelled only while the snapshot is taken", () => {
    const job = (status: string, snapshot: string, operation = "Backup") =>
      isCancellable({
        operation,
        status,
        tasks: [
          { taskId: "Take Snapshot", status: snapshot },
          { taskId: "Transfer data to vault", status: "NotStarted" },
        ],
      });
    assert.equal(job("InProgress", "InProgress"), true);
    assert.equal(job("InProgress", "Completed"), false);
    assert.equal(job("Cancelling", "InProgress"), false);
    assert.equal(job("InProgress", "InProgress", "Restore"), false);
    assert.equal(isRunning("Cancelling"), true);
    assert.equal(isRunning("CompletedWithWarnings"), false);
  });

  it("have left a machine without a backup when its time is the sentinel", () => {
    assert.equal(wasBackedUp(neverBackedUp), false);
    assert.equal(wasBackedUp(undefined), false);
    assert.equal(wasBackedUp("2026-11-01T08:00:00Z"), true);
  });
});

describe("backup: items", () => {
  it("back their machines up unless they are stopped, paused, suspended or deleted", () => {
    const active = (isSoftDeleted: boolean) =>
      protectionStates.filter((protectionState) =>
        isActivelyBackedUp({ protectionState, isSoftDeleted }),
      );
    assert.deepEqual(active(false), ["IRPending", "Protected", "ProtectionError", "Invalid"]);
    assert.deepEqual(active(true), []);
  });
});

describe("backup: immutability", () => {
  it("is not left again once it is locked", () => {
    assert.equal(canChangeImmutability("Locked", "Unlocked"), false);
    assert.equal(canChangeImmutability("Locked", undefined), false);
    assert.equal(canChangeImmutability("Locked", "Locked"), true);
    assert.equal(canChangeImmutability("Unlocked", "Disabled"), true);
    assert.deepEqual(["Disabled", "Unlocked", "Locked", undefined].map(isImmutable), [
      false,
      true,
      true,
      false,
    ]);
  });
});
