import assert from "node:assert/strict";
import {
  isAtOrBelow,
  parsePropertyPath,
  withIgnoredChanges,
} from "../../../src/simulator/in-process/property-paths";

describe("property paths", () => {
  it("have names, indices and quoted names", () => {
    assert.deepEqual(parsePropertyPath('a.b[0]["c.d \\"e\\""].*'), ["a", "b", 0, 'c.d "e"', "*"]);
  });

  it("stand at or below others", () => {
    assert.equal(isAtOrBelow("a.b[0]", "a"), true);
    assert.equal(isAtOrBelow("a.b[0]", "a.*"), true);
    assert.equal(isAtOrBelow("a.b", "*"), true);
    assert.equal(isAtOrBelow("ab", "a"), false);
    assert.equal(isAtOrBelow("a", "a.b"), false);
  });

  it("keep what is ignored as it was: changed, added, removed, in lists and everywhere", () => {
    const before = { a: 1, tags: { x: 1, y: 2 }, list: [{ n: 1 }, { n: 2 }], gone: 1 };
    const after = { a: 2, tags: { x: 3, z: 4 }, list: [{ n: 5 }, { n: 6 }], added: 1 };
    const kept = (...ignored: string[]) => withIgnoredChanges(before, after, ignored);
    assert.deepEqual(kept("a"), { ...after, a: 1 });
    assert.deepEqual(kept("gone"), { ...after, gone: 1 });
    assert.deepEqual(kept("added"), { a: 2, tags: after.tags, list: after.list });
    assert.deepEqual(kept("tags.x"), { ...after, tags: { x: 1, z: 4 } });
    assert.deepEqual(kept("tags.*"), { ...after, tags: { x: 1, y: 2 } });
    assert.deepEqual(kept("list[1].n"), { ...after, list: [{ n: 5 }, { n: 2 }] });
    assert.deepEqual(kept("list[*].n"), { ...after, list: [{ n: 1 }, { n: 2 }] });
    assert.deepEqual(kept("a.b.c", "tags.x.y"), after);
  });
});
