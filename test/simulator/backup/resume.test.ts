import assert from "node:assert/strict";
import { resumeBackup } from "../../../src/simulator/backup/resume-backup";
import { type BackupJob, jobsOf, saveJob } from "../../../src/simulator/backup/job-store";
import { recoveryPointsOf } from "../../../src/simulator/backup/recovery-point-store";
import type { StoredResource } from "../../../src/simulator/index";
import { createWorld, type World } from "../../../src/simulator/world";
import { subscriptionId } from "../caller";
import { machine } from "../compute/small-estate";
import { itemId, policyId, vaultId } from "./backed-up-estate";

const hour = 3_600_000;

/** A world as it is after an estate was loaded: resources and notes, and nothing that is awaited. */
function loadedWorld(item: object = {}): World {
  const world = createWorld({ subscriptionId });
  const put = (id: string, type: string, properties: object): void => {
    const resource: StoredResource = {
      id,
      name: id.slice(id.lastIndexOf("/") + 1),
      type,
      location: "westeurope",
      properties,
    };
    world.estate.put(resource);
  };
  const vault = "Microsoft.RecoveryServices/vaults";
  put(vaultId, vault, {});
  put(machine, "Microsoft.Compute/virtualMachines", {
    timeCreated: "2026-10-01T00:00:00.000Z",
    provisioningState: "Succeeded",
  });
  put(itemId, `${vault}/backupFabrics/protectionContainers/protectedItems`, {
    friendlyName: "machine1",
    sourceResourceId: machine,
    policyId,
    protectionState: "Protected",
    ...item,
  });
  return world;
}

function job(status: BackupJob["status"], taskStartTime: string): BackupJob {
  return {
    id: "job1",
    vaultId,
    itemId,
    machineName: "machine1",
    operation: "Backup",
    status,
    startTime: taskStartTime,
    taskStartTime,
    keptUntil: "2026-12-01T00:00:00.000Z",
    tasks: [
      { taskId: "Take Snapshot", status: "InProgress" },
      { taskId: "Transfer data to vault", status: "NotStarted" },
    ],
  };
}

describe("Azure Backup of a loaded estate", () => {
  it("does nothing of itself on a fresh one", () => {
    const world = createWorld({ subscriptionId });
    resumeBackup(world.platform);
    world.clock.advance(48 * hour);
    assert.deepEqual(world.estate.all(), []);
  });

  it("ends the jobs that were running, and cancels those that were being cancelled", () => {
    const world = loadedWorld();
    const begun = world.clock.now().toISOString();
    saveJob(world.platform, job("InProgress", begun));
    saveJob(world.platform, { ...job("Cancelling", begun), id: "job2" });
    resumeBackup(world.platform);
    const statuses = (): string[] =>
      [...jobsOf(world.platform, vaultId).values()].map(({ status }) => status);
    assert.deepEqual(statuses(), ["InProgress", "Cancelled"]);
    world.clock.advance(299_000);
    assert.equal(recoveryPointsOf(world.platform, itemId).length, 0);
    world.clock.advance(2000);
    assert.equal(recoveryPointsOf(world.platform, itemId).length, 1);
    world.clock.advance(hour);
    assert.deepEqual(statuses(), ["Completed", "Cancelled"]);
    world.clock.advance(72 * hour);
    assert.deepEqual(
      world.estate.ofType("Microsoft.Compute/restorePointCollections/restorePoints"),
      [],
    );
  });

  it("keeps to the schedule and to the days of soft delete", () => {
    const world = loadedWorld();
    const next = new Date("2026-11-01T22:00:00Z").getTime();
    world.estate.notes<number>("next scheduled backups").set(policyId.toLowerCase(), next);
    resumeBackup(world.platform);
    world.clock.advance(36 * hour);
    assert.deepEqual(
      [...jobsOf(world.platform, vaultId).values()].map(({ startTime }) => startTime),
      ["2026-11-01T22:00:00.000Z"],
    );

    const deleted = loadedWorld({
      isScheduledForDeferredDelete: true,
      deferredDeleteTimeInUTC: "2026-10-20T08:00:00.000Z",
      softDeleteRetentionPeriodInDays: 14,
    });
    resumeBackup(deleted.platform);
    deleted.clock.advance(47 * hour);
    assert.ok(deleted.estate.get(itemId));
    deleted.clock.advance(2 * hour);
    assert.equal(deleted.estate.get(itemId), undefined);
  });
});
