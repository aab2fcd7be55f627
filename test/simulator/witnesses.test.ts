import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { absent, partly } from "../../src/simulator/coverage";
import { errors, headers, stateChanges } from "../../src/simulator/witnesses";
import { page, simulatorPage } from "../../tools/simulator-page";
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
      "Resources",
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

describe("the witnesses of the simulated Azure", () => {
  const sources = sourcesIn(join(__dirname, "../../src/simulator"));

  it("are of behaviours that there are", () => {
    const named = [
      ...Object.values(errors).flatMap((codes) => Object.keys(codes)),
      ...Object.keys(headers),
      ...Object.keys(stateChanges),
    ];
    assert.deepEqual(
      named.filter((name) => !new RegExp(`["\\s]${escaped(name)}["\\s:]`, "i").test(sources)),
      [],
    );
  });

  it("are sources, or say that they assume", () => {
    const told = [...Object.values(errors), headers, stateChanges].flatMap((rows) =>
      Object.entries<string>(rows),
    );
    assert.deepEqual(
      told.filter(([, source]) => source.trim().length < 8),
      [],
    );
  });

  it("tell what is left out of operations that there are, and name as absent what there is not", () => {
    const ids = new Set(operations.map(({ id, path }) => `${readArmPath(path).namespace} ${id}`));
    assert.deepEqual(
      Object.keys(partly).filter((id) => !ids.has(id)),
      [],
    );
    const missing = Object.entries(absent).flatMap(([namespace, own]) =>
      own.map((id) => `${namespace} ${id}`),
    );
    assert.deepEqual(
      missing.filter((id) => ids.has(id)),
      [],
    );
  });

  it("stand on the page as they stand in the code", () => {
    assert.equal(readFileSync(page, "utf8"), simulatorPage(), "npm run docs writes the page");
  });
});

/** All code of a folder but the tables of witnesses themselves. */
function sourcesIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith("witnesses.ts"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
