import assert from "node:assert/strict";
import { readArmPath } from "../../src/simulator/resource-manager/arm-path";
import { operationsOf } from "../../src/simulator/operations";
import { createWorld } from "../../src/simulator/world";

const operations = operationsOf(createWorld());

describe("every operation of the simulated Azure", () => {
  it("names the source that says Azure behaves so", () => {
    const without = operations.filter((operation) => operation.witness.trim().length < 10);
    assert.deepEqual(
      without.map((operation) => operation.id),
      [],
    );
  });

  it("has an id, a verb and a path of its own", () => {
    const seen = new Map<string, string>();
    for (const { method, path, id } of operations) {
      const key = `${method} ${path.toLowerCase().replace(/\{(?!scope\})\w+\}/g, "{}")}`;
      assert.equal(seen.get(key), undefined, `${id} and ${String(seen.get(key))} share ${key}`);
      seen.set(key, id);
    }
    const ids = operations.map(({ id, path }) => `${readArmPath(path).namespace} ${id}`);
    assert.deepEqual(
      ids.filter((id, i) => ids.indexOf(id) !== i),
      [],
    );
    assert.deepEqual(
      ids.filter((id) => !/ [A-Z]\w+$/.test(id)),
      [],
    );
  });

  it("asks for an action of its kind, or shows only what the caller may see", () => {
    const free = operations.filter((operation) => operation.action === undefined);
    assert.deepEqual(free.map((operation) => operation.id).sort(), [
      "PolicyDefinitions_GetBuiltIn",
      "PolicyDefinitions_ListBuiltIn",
      "Subscriptions_List",
      "Tenants_List",
    ]);
    const ends = { GET: "read", HEAD: "read", PUT: "write", PATCH: "write", DELETE: "delete" };
    const odd = operations.filter(({ method, action }) => {
      const end = method === "POST" ? undefined : ends[method];
      return action !== undefined && end !== undefined && !action.toLowerCase().endsWith(`/${end}`);
    });
    assert.deepEqual(
      odd.map((operation) => operation.id),
      [],
    );
  });
});
