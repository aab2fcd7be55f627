import assert from "node:assert/strict";
import { Clock, Estate } from "../../src/simulator/index";

describe("the estate", () => {
  const resource = { id: "/a/B", name: "B", type: "T/t", properties: { x: 1 } };

  it("finds resources without case and records only what changed", () => {
    const estate = new Estate();
    estate.put(resource);
    estate.put({ ...resource, properties: { x: 1 } });
    assert.equal(estate.version, 1);
    estate.put({ ...resource, properties: { x: 2 } });
    assert.deepEqual(estate.get("/A/b")?.properties, { x: 2 });
    estate.delete("/A/B");
    estate.delete("/A/B");
    assert.deepEqual(
      estate.changes().map((change) => change.kind),
      ["create", "update", "delete"],
    );
    assert.deepEqual(estate.changes(2), [{ kind: "delete", id: "/a/B", type: "T/t" }]);
    estate.asPlatform(() => {
      estate.put({ id: "/a/c", name: "c", type: "T/t" });
    });
    assert.equal(estate.version, 4);
    assert.deepEqual(estate.changes(3), []);
    estate.delete("/a/c");
    assert.deepEqual([estate.all(), estate.ofType("t/T")], [[], []]);
  });

  it("lists by scope and by type in the order of creation", () => {
    const estate = new Estate();
    for (const [id, type] of [
      ["/a/b/c", "T/u"],
      ["/a/b", "T/t"],
      ["/a/bb", "T/t"],
    ] as const) {
      estate.put({ id, name: id, type });
    }
    const ids = (list: { id: string }[]): string[] => list.map((r) => r.id);
    assert.deepEqual(ids(estate.within("/A/B/")), ["/a/b/c", "/a/b"]);
    assert.deepEqual(ids(estate.ofType("T/T")), ["/a/b", "/a/bb"]);
  });
});

describe("the clock", () => {
  it("does at its own time also what falls due while a clock is turned that runs by itself", () => {
    const clock = new Clock({ start: new Date("2026-11-01T08:00:00Z"), speed: 0.001 });
    const done: string[] = [];
    const nightly = (): void => {
      const now = clock.now();
      done.push(now.toISOString().slice(0, 16));
      const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1, 22);
      clock.after(next - now.getTime(), nightly);
    };
    clock.after(14 * 3_600_000, nightly);
    clock.advance(3 * 86_400_000);
    assert.deepEqual(done, ["2026-11-01T22:00", "2026-11-02T22:00", "2026-11-03T22:00"]);
  });

  it("runs by itself at the speed that it is given last, from the time that it shows", () => {
    const { now } = Date;
    let real = 0;
    Date.now = () => real;
    try {
      const clock = new Clock({ start: new Date("2026-11-01T08:00:00Z") });
      const shown = [0, 60, 600, 0].map((speed) => {
        clock.runAt(speed);
        real += 1000;
        return [clock.speed, clock.now().toISOString().slice(11, 19)];
      });
      assert.deepEqual(shown, [
        [0, "08:00:00"],
        [60, "08:01:00"],
        [600, "08:11:00"],
        [0, "08:11:00"],
      ]);
    } finally {
      Date.now = now;
    }
  });

  it("stands still until it is turned, and does what falls due at its own time, in order", () => {
    const clock = new Clock({ start: new Date("2026-01-01T00:00:00Z") });
    const done: string[] = [];
    const note = (what: string) => () => {
      done.push(`${what} ${clock.now().toISOString().slice(11, 19)}`);
    };
    clock.after(2000, note("b"));
    clock.after(1000, () => {
      note("a")();
      clock.after(500, note("c"));
    });
    clock.after(2000, note("d"));
    clock.advance(1999);
    assert.deepEqual(done, ["a 00:00:01", "c 00:00:01"]);
    clock.advance(1);
    assert.deepEqual(done.slice(2), ["b 00:00:02", "d 00:00:02"]);
    assert.equal(clock.now().toISOString(), "2026-01-01T00:00:02.000Z");
  });
});
