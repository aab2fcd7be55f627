import assert from "node:assert/strict";
import fc from "fast-check";
import { editDistance } from "../../src/azure/nearest-words";

describe("distance between two words", () => {
  it("counts letters inserted, removed and exchanged", () => {
    assert.equal(editDistance("kitten", "sitting"), 3);
    assert.equal(editDistance("Cannonical", "canonical"), 1);
    assert.equal(editDistance("", "abc"), 3);
    assert.equal(editDistance("abc", ""), 3);
    assert.equal(editDistance("ab", "ba"), 2);
    assert.equal(editDistance("WestEurope", "westeurope"), 0);
  });

  it("is a distance", () => {
    const word = fc.stringMatching(/^[abc]{0,6}$/);
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        assert.equal(editDistance(a, b), editDistance(b, a));
        assert.equal(editDistance(a, b) === 0, a === b);
        assert.equal(editDistance(a, c) <= editDistance(a, b) + editDistance(b, c), true);
        assert.equal(editDistance(a, b) <= Math.max(a.length, b.length), true);
      }),
    );
  });
});
