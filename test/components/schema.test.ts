import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";

const root = join(__dirname, "../..");
const pages = join(root, "docs/components");

/** What Pulumi publishes of a property for other languages. */
interface Property {
  readonly description?: string;
  readonly optional?: boolean;
  readonly $ref?: string;
  readonly additionalProperties?: { readonly $ref?: string };
}
type Properties = Readonly<Record<string, Property>>;

interface Schema {
  readonly components: Readonly<
    Record<string, { readonly inputs: Properties; readonly outputs: Properties }>
  >;
  readonly typeDefinitions: Readonly<Record<string, { readonly properties?: Properties }>>;
}

function componentOf(page: string): string {
  return page
    .replace(".md", "")
    .replace(/(^|-)([a-z])/g, (_, _hyphen, letter: string) => letter.toUpperCase());
}

/** Pulumi's own reading of the components' sources. */
function analyse(names: readonly string[]): Schema {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as object;
  const entry = { ...manifest, main: "src/index.ts" };
  return new Analyzer(
    root,
    "azure-evergreen",
    entry,
    new Set(names),
  ).analyze() as unknown as Schema;
}

/** Properties by their paths, those of nested types too. */
function flat(schema: Schema, properties: Properties, path = ""): [string, Property][] {
  return Object.entries(properties).flatMap(([name, property]) => {
    const type = (property.$ref ?? property.additionalProperties?.$ref)?.split(":").at(-1) ?? "";
    const nested = schema.typeDefinitions[type]?.properties ?? {};
    return [[path + name, property], ...flat(schema, nested, `${path}${name}.`)];
  });
}

describe("what other languages see of the components", () => {
  const names = readdirSync(pages).map(componentOf);
  let schema: Schema;

  before(function () {
    this.timeout(120_000);
    schema = analyse(names);
  });

  it("is every component, none of it lost on the way", () => {
    assert.deepEqual(Object.keys(schema.components).sort(), names.sort());
  });

  it("says what each argument and output is, and the default of what can be left out", () => {
    const silent = Object.entries(schema.components).flatMap(([component, { inputs, outputs }]) => [
      ...[...flat(schema, inputs), ...flat(schema, outputs)]
        .filter(([, { description = "" }]) => description === "")
        .map(([path]) => `${component}.${path} has no text`),
      ...flat(schema, inputs)
        .filter(([, { optional }]) => optional === true)
        .filter(
          ([, { description = "" }]) =>
            !/Defaults to|Left out|Required unless|; only without/.test(description),
        )
        .map(([path]) => `${component}.${path} has no default`),
    ]);

    assert.deepEqual(silent, []);
  });

  it("stands on each component's page: arguments, outputs, defaults", () => {
    const missing = readdirSync(pages).flatMap((page) => {
      const text = readFileSync(join(pages, page), "utf8");
      const { inputs = {}, outputs = {} } = schema.components[componentOf(page)] ?? {};
      const words = [...flat(schema, inputs), ...flat(schema, outputs)].flatMap(
        ([path, { description = "" }]) => [
          path.split(".").at(-1) ?? "",
          ...(/Defaults to `([^`]+)`/.exec(description)?.slice(1) ?? []),
        ],
      );
      return (
        words
          // An enum's word stands on a page with its enum's name in front, or without.
          .filter(
            (word) => !new RegExp(`\`(\\w+\\.)?${word.replace(/[{}]/g, "\\$&")}\``).test(text),
          )
          .map((word) => `${page} lacks ${word}`)
      );
    });

    assert.deepEqual(missing, []);
  });
});
