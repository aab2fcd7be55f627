import assert from "node:assert/strict";
import fc from "fast-check";
import {
  contains,
  firstFree,
  overlaps,
  readAddress,
  readPrefix,
  writeAddress,
} from "../../../src/simulator/network/address-ranges";

describe("address ranges", () => {
  const someAddress = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  const somePrefix = fc
    .tuple(someAddress, fc.integer({ min: 8, max: 30 }))
    .map(([at, bits]) => `${writeAddress(at - (at % 2 ** (32 - bits)))}/${bits}`);

  it("write what they read", () => {
    fc.assert(
      fc.property(someAddress, (at) => {
        assert.equal(readAddress(writeAddress(at)), at);
      }),
    );
  });

  it("overlap whenever one contains the other", () => {
    fc.assert(
      fc.property(somePrefix, somePrefix, (a, b) => {
        const [one, other] = [readPrefix(a), readPrefix(b)];
        assert.ok(one !== undefined && other !== undefined);
        assert.equal(overlaps(one, other), overlaps(other, one));
        assert.ok(contains(one, one));
        // Prefixes nest or are apart.
        assert.equal(overlaps(one, other), contains(one, other) || contains(other, one));
      }),
    );
  });

  it("give only addresses that are free and not Azure's own", () => {
    fc.assert(
      fc.property(somePrefix, fc.array(fc.nat({ max: 20 })), (prefix, offsets) => {
        const range = readPrefix(prefix);
        assert.ok(range !== undefined);
        const taken = new Set(offsets.map((offset) => range.first + offset));
        const free = firstFree(range, (address) => taken.has(address));
        if (free !== undefined) {
          assert.ok(!taken.has(free) && free >= range.first + 4 && free < range.last);
        }
      }),
    );
  });

  it("refuse what is no prefix", () => {
    for (const text of ["", "10.0.0.0", "10.0.0.1/24", "10.0.0.0/33", "10.0.0/24", "256.0.0.0/8"]) {
      assert.equal(readPrefix(text), undefined);
    }
  });
});
