import assert from "node:assert/strict";
import { join } from "node:path";
import { full, lock } from "../../operations/backup/full-machine";
import { backUp, type BackedUp, itemId, withItem } from "../../simulator/backup/backed-up-estate";
import { machine, send } from "../../simulator/compute/small-estate";
import { Reader } from "../frame/shown-commands";
import { serveFleet } from "../patch/served-fleet";

/** So much shorter the command waits, and so much faster runs the clock of an Azure that is let run. */
const pace = 60;

/** A simulated Azure that is served, and somebody who reads a page in front of it. */
export interface Scene extends BackedUp {
  readonly reader: Reader;
  close(): Promise<void>;
}

/** Serves what was made, at a whole minute: a command then sees one and the same minute. */
export async function sceneOf(estate: BackedUp): Promise<Scene> {
  toWholeMinute(estate);
  const served = await serveFleet(estate, "Owner");
  const env = { ...served.env, NODE_OPTIONS: `--require ${join(__dirname, "shorter-waits.cjs")}` };
  return { ...estate, reader: new Reader({ ...served, env }), close: () => served.close() };
}

export function toWholeMinute({ azure: { clock } }: BackedUp): void {
  clock.advance(60_000 - (clock.now().getTime() % 60_000));
}

/** A machine whose backup has failed, one that nothing backs up, and one that is deleted and known to a vault. */
export async function failingFleet(): Promise<BackedUp> {
  const estate = await withItem();
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
  return estate;
}

/** A machine whose backups went well until somebody shut it down from inside. */
export async function shutDownMachine(): Promise<BackedUp> {
  const estate = await withItem();
  const { azure, owner } = estate;
  await owner.wait(3600);
  await backUp(owner);
  await owner.wait(4000);
  azure.faults.strike("guest shut down", machine);
  await owner.wait(7200);
  await backUp(owner);
  await owner.wait(400);
  return estate;
}

/** The machine's agent speaks again, and a backup of it is under way. */
export async function backupBegins(scene: Scene): Promise<void> {
  scene.azure.faults.mend("agent silent", machine);
  await backUp(scene.owner);
  toWholeMinute(scene);
}

/** A machine with all the restore points that Azure takes, which a lock keeps. */
export function fullMachine(): Promise<BackedUp> {
  return full({}, { limits: "off" });
}

/** The machine is gone, and its restore points are there. */
export async function orphanedPoints(): Promise<BackedUp> {
  const estate = await fullMachine();
  await send(estate.owner, "DELETE", lock, undefined, "2020-05-01");
  await send(estate.owner, "DELETE", machine);
  return estate;
}

/** What the command begins goes on to its end meanwhile. */
export async function whileTimeGoesBy<T>({ azure }: Scene, work: () => Promise<T>): Promise<T> {
  azure.clock.runAt(pace);
  try {
    return await work();
  } finally {
    azure.clock.runAt(0);
  }
}
