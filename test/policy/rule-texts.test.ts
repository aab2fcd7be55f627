import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { settingsOf } from "../../src/policy/pack/configuration";
import { spelledType } from "../../src/policy/model/resource-types";
import type { ParameterSchema, Rule } from "../../src/policy/rule";
import { rules } from "../../src/policy/rules";

const folder = join(__dirname, "..", "..", "src", "policy", "rules");
const load = createRequire(__filename);

/** What a module exports that is a rule, by the name under which it does. */
function rulesIn(file: string): Rule[] {
  return Object.values(load(file) as Record<string, unknown>).filter(
    (exported): exported is Rule =>
      typeof exported === "object" && exported !== null && "findings" in exported,
  );
}

/** The rules that a family's index lists. */
function listedIn(family: string): Rule[] {
  const lists = Object.values(load(join(folder, family, "index.ts")) as Record<string, unknown>);
  return lists.filter((list): list is readonly Rule[] => Array.isArray(list)).flat();
}

const families = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** Ids of the rules of which something does not hold. */
function idsWhere(isWrong: (rule: Rule) => boolean): string[] {
  return rules.filter(isWrong).map(({ id }) => id);
}

/** The parameters of all rules of which something does not hold, as `id.name`. */
function parametersWhere(isWrong: (schema: ParameterSchema) => boolean): string[] {
  return rules.flatMap(({ id, parameters = {} }) =>
    Object.entries(parameters)
      .filter(([, schema]) => isWrong(schema))
      .map(([name]) => `${id}.${name}`),
  );
}

const endsASentence = (text: string): boolean => /\S\.$/.test(text);

describe("what the rules say of themselves", () => {
  it("stands one rule a file at most, each in its family's index", () => {
    assert.ok(families.length >= 9, "families found");
    for (const family of families) {
      const listed = listedIn(family);
      const files = readdirSync(join(folder, family)).filter((file) => file !== "index.ts");
      const inFiles = files.map((file) => ({ file, found: rulesIn(join(folder, family, file)) }));

      assert.deepEqual(
        inFiles.filter(({ found }) => found.length > 1).map(({ file }) => `${family}/${file}`),
        [],
        "files of more than one rule",
      );
      assert.deepEqual(
        listed.map(({ id }) => id).sort(),
        inFiles.flatMap(({ found }) => found.map(({ id }) => id)).sort(),
      );
    }
  });

  it("is of the rules of every family", () => {
    assert.deepEqual(
      rules.map(({ id }) => id).sort(),
      families.flatMap((family) => listedIn(family).map(({ id }) => id)).sort(),
    );
  });

  it("has an id of its own", () => {
    const ids = rules.map(({ id }) => id);

    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    );
    assert.deepEqual(
      ids.filter((id) => !/^EVG-[A-Z]+-\d{3}$/.test(id)),
      [],
    );
  });

  it("has a title that is a sentence without its full stop", () => {
    assert.deepEqual(
      idsWhere(({ title }) => !/^[A-Z].*[^.\s]$/.test(title)),
      [],
    );
    const titles = rules.map(({ title }) => title);
    assert.deepEqual(
      titles.filter((title, index) => titles.indexOf(title) !== index),
      [],
    );
  });

  it("says why and what to do in whole sentences", () => {
    assert.deepEqual(
      idsWhere(({ why }) => !/^[A-Z`]/.test(why) || !endsASentence(why)),
      [],
    );
    assert.deepEqual(
      idsWhere(({ remediation }) => remediation.length === 0 || !remediation.every(endsASentence)),
      [],
    );
  });

  it("has a severity, tags and a page that says so", () => {
    assert.deepEqual(
      idsWhere(({ severity }) => !["low", "medium", "high", "critical"].includes(severity)),
      [],
    );
    assert.deepEqual(
      idsWhere(({ tags }) => tags.length === 0 || !tags.every((tag) => /^[a-z0-9-]+$/.test(tag))),
      [],
    );
    assert.deepEqual(
      idsWhere(
        ({ references }) =>
          references.length === 0 ||
          !references.every((reference) => /^[a-z0-9.-]+\.[a-z]+[ /]\S+$/.test(reference)),
      ),
      [],
    );
  });

  it("names frameworks in full", () => {
    assert.deepEqual(
      idsWhere(({ frameworks = [] }) =>
        frameworks.some((framework) => Object.values(framework).some((text) => text === "")),
      ),
      [],
    );
  });

  it("judges types that the model of a stack knows, in Azure's spelling", () => {
    assert.deepEqual(
      rules.flatMap(({ id, types }) =>
        types.filter((type) => spelledType(type) !== type).map((type) => `${id}: ${type}`),
      ),
      [],
    );
    assert.deepEqual(
      idsWhere(({ types }) => types.length === 0),
      [],
    );
  });

  it("has parameters that are described, with a default that the pack itself would take", () => {
    assert.deepEqual(
      parametersWhere(({ description }) => !endsASentence(description)),
      [],
    );
    assert.deepEqual(
      parametersWhere((schema) => schema.default === undefined),
      [],
    );
    const defaults = rules.map(({ id, parameters = {} }) => [
      id,
      Object.fromEntries(
        Object.entries(parameters).map(([name, schema]) => [name, schema.default]),
      ),
    ]);
    assert.doesNotThrow(() =>
      settingsOf(
        rules,
        "baseline",
        Object.fromEntries(defaults) as Record<string, Record<string, unknown>>,
        new Date("2026-11-26T12:00:00Z"),
      ),
    );
  });
});
