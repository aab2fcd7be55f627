import assert from "node:assert/strict";
import fc from "fast-check";
import { compareVersions, parseVersion } from "../../src/azure/dotted-version";

describe("versions of numbers with dots", () => {
  it("are read number by number", () => {
    assert.deepEqual(parseVersion("2.2.53.1"), [2, 2, 53, 1]);
    assert.deepEqual(parseVersion("09"), [9]);
    for (const text of ["", "2.", ".2", "2..3", "2.x", "v2", "2.2-1", " 2", "-1"]) {
      assert.equal(parseVersion(text), undefined, text);
    }
  });

  it("are compared as numbers, a missing one being zero", () => {
    assert.equal(compareVersions([2, 10], [2, 9]) > 0, true);
    assert.equal(compareVersions([2, 2, 53], [2, 2, 53, 1]) < 0, true);
    assert.equal(compareVersions([2, 2], [2, 2, 0, 0]), 0);
  });

  it("stand in one order", () => {
    const version = fc.array(fc.nat(3), { maxLength: 4 });
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        assert.equal(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a)), 0);
        fc.pre(compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0);
        assert.equal(compareVersions(a, c) <= 0, true);
      }),
    );
  });
});
