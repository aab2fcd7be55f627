import assert from "node:assert/strict";
import fc from "fast-check";
import { Clock } from "../../src/simulator/clock";
import { Estate } from "../../src/simulator/estate";

const ids = ["/a", "/a/b", "/A/b/c", "/a/b/c/d", "/ab", "/ab/c", "/e/b/c"] as const;
const types = ["T/one", "T/two"] as const;

const step = fc.record({
  deleted: fc.boolean(),
  id: fc.constantFrom(...ids),
  type: fc.constantFrom(...types),
  size: fc.nat({ max: 3 }),
});

describe("the estate's indexes", () => {
  it("find the same within a scope as looking at everything, in the order of creation", () => {
    fc.assert(
      fc.property(fc.array(step), fc.constantFrom("", "/", ...ids), (steps, scope) => {
        const estate = new Estate();
        for (const { deleted, id, size } of steps) {
          if (deleted) {
            estate.delete(id.toUpperCase());
          } else {
            estate.put({ id, name: "x", type: "T/one", size });
          }
        }
        const prefix = scope.toLowerCase().replace(/\/$/, "");
        const wanted = estate
          .all()
          .filter(({ id }) => `${id.toLowerCase()}/`.startsWith(`${prefix}/`));
        assert.deepEqual(estate.within(scope), wanted);
      }),
    );
  });

  it("keep up to date what follows from a type, whenever it is first asked for", () => {
    fc.assert(
      fc.property(fc.array(step), fc.nat({ max: 20 }), (steps, askedAt) => {
        const estate = new Estate();
        const total = (): { sum: number } =>
          estate.derived(
            "sizes",
            "t/ONE",
            () => ({ sum: 0 }),
            (state, before, after) => {
              state.sum += Number(after?.size ?? 0) - Number(before?.size ?? 0);
            },
          );
        for (const [i, { deleted, id, type, size }] of steps.entries()) {
          if (i === askedAt) {
            total();
          }
          // A resource keeps its type as long as it lives.
          const own = estate.get(id)?.type ?? type;
          if (deleted) {
            estate.delete(id);
          } else {
            estate.put({ id, name: "x", type: own, size });
          }
        }
        const wanted = estate.ofType("T/one").reduce((sum, { size }) => sum + Number(size), 0);
        assert.equal(total().sum, wanted);
      }),
    );
  });

  it("do what is due in the order of time, then of asking", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 5 })), (seconds) => {
        const clock = new Clock();
        const done: [number, number][] = [];
        for (const [order, due] of seconds.entries()) {
          clock.after(due * 1000, () => done.push([due, order]));
        }
        clock.advance(10_000);
        assert.deepEqual(
          done,
          seconds.map((due, order) => [due, order]).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)),
        );
      }),
    );
  });
});
