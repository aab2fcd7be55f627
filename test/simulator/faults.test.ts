import assert from "node:assert/strict";
import { newAzure } from "./caller";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm";

describe("faults", () => {
  it("strike as often as they are told, or until they are mended", () => {
    const { faults } = newAzure();
    faults.strike("job fails", id, 2);
    assert.deepEqual(
      [1, 2, 3].map(() => faults.strikes("job fails", id.toUpperCase())),
      [true, true, false],
    );
    faults.strike("agent silent", id);
    assert.deepEqual(
      [faults.strikes("agent silent", id), faults.has("agent silent", id)],
      [true, true],
    );
    assert.equal(faults.has("deletion times out", id), false);
    faults.mend("agent silent", id);
    assert.deepEqual(
      [faults.strikes("agent silent", id), faults.has("agent silent", id)],
      [false, false],
    );
  });

  it("know since when they are there, also when they are told again", () => {
    const azure = newAzure();
    const since = azure.clock.now();
    assert.equal(azure.faults.since("agent silent", id), undefined);
    azure.faults.strike("agent silent", id);
    azure.clock.advance(60_000);
    azure.faults.strike("agent silent", id, 3);
    assert.deepEqual(azure.faults.since("agent silent", id), since);
  });

  it("are saved and loaded with the estate", () => {
    const azure = newAzure();
    azure.faults.strike("agent silent", id);
    azure.faults.strike("job fails", id, 1);
    const { faults } = newAzure({ from: azure.save() });
    assert.equal(faults.strikes("agent silent", id), true);
    assert.equal(faults.strikes("agent silent", id), true);
    assert.deepEqual(
      [faults.strikes("job fails", id), faults.strikes("job fails", id)],
      [true, false],
    );
  });
});
