import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  type BucketLevel,
  computePolicies,
  computePolicyOf,
  levelNow,
  requestKind,
  resourceManagerBuckets,
  secondsToNextToken,
  siteRecoveryBuckets,
  type TokenBucket,
} from "../../src/azure/rate-limits";

/** How many of the requests at each time are taken, by a bucket that is full at first. */
function taken(bucket: TokenBucket, requests: readonly (readonly [number, number])[]): number[] {
  let level: BucketLevel | undefined;
  return requests.map(([seconds, count]) => {
    let served = 0;
    for (let i = 0; i < count; i++) {
      level = levelNow(bucket, level, seconds * 1000);
      if (level.tokens > 0) {
        level = { ...level, tokens: level.tokens - 1 };
        served++;
      }
    }
    return served;
  });
}

describe("token buckets", () => {
  it("are those that Azure publishes: a burst, then what is refilled each second", () => {
    const { reads, writes, deletes } = resourceManagerBuckets;
    assert.deepEqual(
      taken(reads, [
        [0, 300],
        [0.5, 10],
        [1, 30],
        [3, 60],
        [60, 999],
      ]),
      [250, 0, 25, 50, 250],
    );
    assert.deepEqual(
      taken(writes, [
        [0, 300],
        [1, 30],
        [60, 999],
      ]),
      [200, 10, 200],
    );
    assert.deepEqual(deletes, writes);
  });

  it("count an interval of Site Recovery from its first request", () => {
    const { reads, writes } = siteRecoveryBuckets;
    assert.deepEqual(
      taken(writes, [
        [10, 150],
        [60, 60],
        [69, 1],
        [70, 250],
      ]),
      [150, 50, 0, 200],
    );
    assert.deepEqual(
      taken(reads, [
        [0, 10_001],
        [3599, 1],
        [3600, 1],
      ]),
      [10_000, 0, 1],
    );
  });

  it("follow the example of Compute's page, minute by minute", () => {
    const minutes = [0, 8, 0, 13, 5, 0].map((count, i) => [i * 60, count] as const);
    assert.deepEqual(taken(computePolicies.UpdateVM.resource, minutes), [0, 8, 0, 12, 4, 0]);
  });

  it("tell when the next token comes, and have it then", () => {
    fc.assert(
      fc.property(
        fc.record({
          size: fc.integer({ min: 1, max: 50 }),
          refill: fc.integer({ min: 1, max: 50 }),
          everySeconds: fc.integer({ min: 1, max: 3600 }),
        }),
        fc.array(fc.nat(5_000_000), { minLength: 1, maxLength: 200 }),
        (bucket, times) => {
          let level: BucketLevel | undefined;
          for (const now of times.sort((a, b) => a - b)) {
            level = levelNow(bucket, level, now);
            assert.ok(level.tokens >= 0 && level.tokens <= bucket.size);
            if (level.tokens === 0) {
              const wait = secondsToNextToken(bucket, level, now);
              assert.ok(wait >= 1 && wait <= bucket.everySeconds);
              assert.ok(levelNow(bucket, level, now + wait * 1000).tokens > 0);
            } else {
              level = { ...level, tokens: level.tokens - 1 };
            }
          }
        },
      ),
    );
  });

  it("know what a request counts as", () => {
    assert.deepEqual(["GET", "head", "PUT", "PATCH", "POST", "DELETE"].map(requestKind), [
      "reads",
      "reads",
      "writes",
      "writes",
      "writes",
      "deletes",
    ]);
    assert.deepEqual(
      [
        computePolicyOf("GET", "virtualMachines"),
        computePolicyOf("GET", "virtualMachines/vm1/instanceView"),
        computePolicyOf("PUT", "virtualMachines/vm1"),
        computePolicyOf("PATCH", "virtualMachines/vm1"),
        computePolicyOf("PUT", "virtualMachines/vm1/extensions/e"),
        computePolicyOf("DELETE", "virtualMachines/vm1/extensions/e"),
        computePolicyOf("DELETE", "virtualMachines/vm1"),
        computePolicyOf("POST", "virtualMachines/vm1/deallocate"),
        computePolicyOf("POST", "virtualMachines/vm1/start"),
        computePolicyOf("POST", "virtualMachines/vm1/installPatches"),
        computePolicyOf("GET", "locations/westeurope/operations/1"),
        computePolicyOf("GET", "availabilitySets/set1"),
      ],
      [
        "HighCostGetVM",
        "LowCostGetVM",
        "PutVM",
        "UpdateVM",
        "UpdateVM",
        "UpdateVM",
        "DeleteVM",
        "DeleteVM",
        "UpdateVM",
        "VMGuestPatchOperations",
        "GetOperation",
        undefined,
      ],
    );
  });
});
