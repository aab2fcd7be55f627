import assert from "node:assert/strict";
import fc from "fast-check";
import {
  highestFaultDomainCount,
  nextDomain,
  placementConflict,
} from "../../src/azure/availability";
import documented from "../../src/azure/data/fault-domains.json";
import { findRegion } from "../../src/azure/regions";

describe("availability: domains", () => {
  it("are two or three in the regions of the published list, and unknown elsewhere", () => {
    assert.equal(highestFaultDomainCount("West Europe"), 3);
    assert.equal(highestFaultDomainCount("uksouth"), 2);
    assert.equal(highestFaultDomainCount("swedencentral"), undefined);
    for (const [name, count] of Object.entries(documented.faultDomains)) {
      assert.notEqual(findRegion(name), undefined, name);
      assert.ok(count === 2 || count === 3, name);
    }
  });

  it("are filled in turn, and what became free is filled first", () => {
    const taken: number[] = [];
    for (let machine = 0; machine < 7; machine++) {
      taken.push(nextDomain(taken, 5));
    }
    assert.deepEqual(taken, [0, 1, 2, 3, 4, 0, 1]);
    assert.equal(nextDomain([0, 2], 3), 1);
    assert.equal(nextDomain([], 1), 0);
  });

  it("never hold more than one machine more than another", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 60 }),
        (n, machines) => {
          const taken: number[] = [];
          for (let machine = 0; machine < machines; machine++) {
            taken.push(nextDomain(taken, n));
          }
          const counts = Array.from({ length: n }, (_, d) => taken.filter((t) => t === d).length);
          assert.ok(Math.max(...counts) - Math.min(...counts) <= 1);
        },
      ),
    );
  });
});

describe("availability: placement", () => {
  const availabilitySetId = "set";
  const scaleSetId = "scale set";

  it("is a set, a zone, or a scale set with its zones", () => {
    assert.equal(placementConflict({}), undefined);
    assert.equal(placementConflict({ availabilitySetId }), undefined);
    assert.equal(placementConflict({ zone: "1" }), undefined);
    assert.equal(placementConflict({ scaleSetId }), undefined);
    assert.equal(placementConflict({ scaleSetId, zone: "2" }, ["1", "2"]), undefined);
  });

  it("is refused where two of them exclude one another", () => {
    assert.equal(placementConflict({ availabilitySetId, zone: "1" }), "set and zone");
    assert.equal(placementConflict({ availabilitySetId, scaleSetId }), "set and scale set");
    assert.equal(placementConflict({ scaleSetId, zone: "3" }, ["1"]), "zone outside scale set");
    assert.equal(placementConflict({ scaleSetId }, ["1"]), "zone outside scale set");
    assert.equal(placementConflict({ scaleSetId, zone: "1" }), "zone outside scale set");
  });
});
