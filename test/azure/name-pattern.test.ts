import assert from "node:assert/strict";
import { matchesPattern, maybeNamed } from "../../src/azure/name-pattern";

describe("a pattern of names", () => {
  it("fits the whole name without case, * for any text, and everything else as it stands", () => {
    const fitting: [string, string][] = [
      ["web1", "WEB1"],
      ["web1", "*"],
      ["web1", "web*"],
      ["web1", "*1"],
      ["web-eu-1", "web-*-1"],
      ["web", "web*"],
      ["a.b", "a.*"],
    ];
    assert.deepEqual(
      fitting.filter(([name, pattern]) => !matchesPattern(name, ["other", pattern])),
      [],
    );
    const others: [string, string][] = [
      ["web1", "web"],
      ["web1", "eb*"],
      ["axb", "a.*"],
      ["web1", "(web|db)1"],
    ];
    assert.deepEqual(
      others.filter(([name, pattern]) => matchesPattern(name, [pattern])),
      [],
    );
  });

  it("is asked for by how it begins, and not at all where it may begin with anything", () => {
    assert.deepEqual(maybeNamed("name", undefined), []);
    assert.deepEqual(maybeNamed("name", ["db1", "db2"]), ["where name in~ ('db1', 'db2')"]);
    assert.deepEqual(maybeNamed("name", ["db1", "web-*-1", "o'dd*"]), [
      "where name in~ ('db1') or name startswith 'web-' or name startswith 'o\\'dd'",
    ]);
    assert.deepEqual(maybeNamed("name", ["web*"]), ["where name startswith 'web'"]);
    assert.deepEqual(maybeNamed("name", ["db1", "*1"]), []);
  });
});
