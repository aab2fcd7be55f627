import assert from "node:assert/strict";
import { join } from "node:path";
import { full, lock } from "../../operations/backup/full-machine";
import { backUp, type BackedUp, itemId, withItem } from "../../simulator/backup/backed-up-estate";
import { machine, send } from "../../simulator/compute/small-estate";
import { SetClock } from "../frame/set-clock";
import type { Scene } from "../frame/walked-page";

/** So much shorter the command waits, and so much faster runs the clock meanwhile. */
const pace = 60;

/** What lets a command wait so. */
export const shorterWaits = { NODE_OPTIONS: `--require ${join(__dirname, "shorter-waits.cjs")}` };

/** An Azure in front of which somebody reads a page. */
type BackupScene = Scene & BackedUp;

function sceneOf(estate: BackedUp, clock: SetClock): BackupScene {
  clock.toWholeMinute();
  return { ...estate, clock, role: "Owner" };
}

/** A machine whose backup has failed, one that nothing backs up, and one that is deleted and known to a vault. */
export async function failingFleet(): Promise<BackupScene> {
  const clock = new SetClock(pace);
  const estate = await withItem({}, {}, { clock });
  const { azure, owner } = estate;
  const [stored, item] = [azure.estate.get(machine), azure.estate.get(itemId)];
  assert.ok(stored);
  assert.ok(item);
  azure.estate.put({ ...stored, id: machine.replace("machine1", "web2"), name: "web2" });
  const night = "2026-10-31T22:00:00Z";
  azure.estate.put({
    ...item,
    id: itemId.replaceAll("machine1", "old1"),
    name: item.name.replace("machine1", "old1"),
    properties: {
      ...(item.properties as object),
      friendlyName: "old1",
      sourceResourceId: machine.replace("machine1", "old1"),
      virtualMachineId: machine.replace("machine1", "old1"),
      protectionState: "Protected",
      ...{ lastBackupStatus: "Completed", lastBackupTime: night, lastRecoveryPoint: night },
    },
  });
  azure.faults.strike("agent silent", machine);
  await backUp(owner);
  await owner.wait(400);
  return sceneOf(estate, clock);
}

/** A machine whose backups went well until somebody shut it down from inside. */
export async function shutDownMachine(): Promise<BackupScene> {
  const clock = new SetClock(pace);
  const estate = await withItem({}, {}, { clock });
  const { azure, owner } = estate;
  await owner.wait(3600);
  await backUp(owner);
  await owner.wait(4000);
  azure.faults.strike("guest shut down", machine);
  await owner.wait(7200);
  await backUp(owner);
  await owner.wait(400);
  return sceneOf(estate, clock);
}

/** The same, but before the command line of an index the agent speaks again, and a backup begins. */
export async function mendedBefore(line: number): Promise<BackupScene> {
  const scene = await failingFleet();
  const begin = async (): Promise<void> => {
    scene.azure.faults.mend("agent silent", machine);
    await backUp(scene.owner);
    scene.clock.toWholeMinute();
  };
  return { ...scene, before: { [line]: begin } };
}

/** A machine with all the restore points that Azure takes, which a lock keeps. */
export async function fullMachine(): Promise<BackupScene> {
  const clock = new SetClock(pace);
  const estate = await full({}, { clock, limits: "off" });
  return sceneOf(estate, clock);
}

/** The machine is gone, and its restore points are there. */
export async function orphanedPoints(): Promise<BackupScene> {
  const scene = await fullMachine();
  await send(scene.owner, "DELETE", lock, undefined, "2020-05-01");
  await send(scene.owner, "DELETE", machine);
  return scene;
}
