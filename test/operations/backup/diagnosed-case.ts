import assert from "node:assert/strict";
import type { BackupCheckId } from "../../../src/azure/backup-checks";
import type { ResourceFault } from "../../../src/simulator/faults";
import { backUp, type BackedUp, withItem } from "../../simulator/backup/backed-up-estate";
import { machine } from "../../simulator/compute/small-estate";

type Simulation = Parameters<typeof withItem>[2];

/** What makes a check find something, and what it says then. */
export interface DiagnosedCase {
  readonly check: BackupCheckId;
  readonly cause: (estate: BackedUp) => unknown;
  readonly simulation?: Simulation;
  readonly options?: object;
  /** State, detail and what to do. */
  readonly told: string;
}

/** Changes the properties of something behind Azure's back. */
export function change({ azure }: BackedUp, id: string, more: object): void {
  const stored = azure.estate.get(id);
  assert.ok(stored, id);
  azure.estate.put({ ...stored, properties: { ...(stored.properties as object), ...more } });
}

export const strike =
  (fault: ResourceFault, on = machine, seconds = 3600) =>
  async ({ azure, owner }: BackedUp) => {
    azure.faults.strike(fault, on);
    await owner.wait(seconds);
  };

export async function backedUp({ owner }: BackedUp): Promise<void> {
  await backUp(owner);
  await owner.wait(4000);
}
