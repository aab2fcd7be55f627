import assert from "node:assert/strict";
import { resourceGraphQuota } from "../../src/azure/resource-graph-limits";

describe("The quota of Resource Graph", () => {
  const read = (remaining?: string, resetsAfter?: string): unknown =>
    resourceGraphQuota({
      "x-ms-user-quota-remaining": remaining,
      "x-ms-user-quota-resets-after": resetsAfter,
    });

  it("is read from the headers of an answer", () => {
    assert.deepEqual(read("10", "00:00:03"), { remainingQueries: 10, resetsAfterInSeconds: 3 });
    assert.deepEqual(read("0", "01:02:03"), { remainingQueries: 0, resetsAfterInSeconds: 3723 });
  });

  it("is not told by headers that are missing or not understood", () => {
    assert.equal(read(), undefined);
    assert.equal(read("10"), undefined);
    assert.equal(read("many", "00:00:03"), undefined);
    assert.equal(read("10", "soon"), undefined);
  });
});
