import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(__dirname, "../../src/azure");
const idsByFile = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => {
      const text = readFileSync(join(folder, name), "utf8");
      return [name, new Set(text.match(/"EVG-[^"]*"/g) ?? [])] as const;
    }),
);

describe("rule ids", () => {
  it("are a prefix, a subject and three digits", () => {
    for (const [name, ids] of idsByFile) {
      for (const id of ids) {
        assert.match(id, /^"EVG-[A-Z]+-\d{3}"$/, name);
      }
    }
  });

  it("stand in one file each", () => {
    const filesById = new Map<string, string[]>();
    for (const [name, ids] of idsByFile) {
      for (const id of ids) {
        filesById.set(id, [...(filesById.get(id) ?? []), name]);
      }
    }
    const shared = [...filesById].filter(([, names]) => names.length > 1);
    assert.deepEqual(shared, []);
    assert.equal(filesById.size > 0, true);
  });
});
