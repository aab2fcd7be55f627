import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Promised } from "./argument-changes/types";

const folder = join(__dirname, "../../src/components");

/**
 * What the docstrings of each component's arguments promise of a change: by component, then by
 * argument. Arguments that are groups of others are named by those: `osDisk.storageType`; under a
 * key of one's own `*`: `dataDisks.*.lun`, and the keys themselves by the argument: `dataDisks`.
 */
export function documentedArguments(): Record<string, Record<string, Promised>> {
  const interfaces = new Map(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => interfacesIn(join(folder, file))),
  );
  const components = readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .map((file) =>
      file.replace(/\.ts$/, "").replace(/(?:^|-)(.)/g, (_, c: string) => c.toUpperCase()),
    );
  return Object.fromEntries(
    components.map((name) => [name, promisesOf(interfaces, `${name}Args`)]),
  );
}

interface Declared {
  readonly node: ts.InterfaceDeclaration;
  readonly file: ts.SourceFile;
}

function interfacesIn(path: string): [string, Declared][] {
  const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  return file.statements
    .filter((statement) => ts.isInterfaceDeclaration(statement))
    .map((node) => [node.name.text, { node, file }]);
}

function promisesOf(
  interfaces: ReadonlyMap<string, Declared>,
  name: string,
): Record<string, Promised> {
  const declared = interfaces.get(name);
  if (declared === undefined) {
    throw new Error(`There is no interface ${name}.`);
  }
  const { node, file } = declared;
  const inherited = (node.heritageClauses ?? [])
    .flatMap(({ types }) => [...types])
    .map(({ expression }) => promisesOf(interfaces, expression.getText(file)));
  const own = node.members.filter(ts.isPropertySignature).flatMap((member) => {
    const argument = member.name.getText(file);
    const type = member.type?.getText(file) ?? "";
    const inner = [...interfaces.keys()].find((other) => new RegExp(`\\b${other}\\b`).test(type));
    if (inner === undefined) {
      return [[argument, promiseIn(member, file)] as const];
    }
    const keyed = type.startsWith("Record<");
    const parts = Object.entries(promisesOf(interfaces, inner)).map(
      ([part, promised]) => [`${argument}${keyed ? ".*" : ""}.${part}`, promised] as const,
    );
    return keyed ? [[argument, promiseIn(member, file)] as const, ...parts] : parts;
  });
  return Object.assign({}, ...inherited, Object.fromEntries(own)) as Record<string, Promised>;
}

function promiseIn(member: ts.PropertySignature, file: ts.SourceFile): Promised {
  const text = file.text.slice(member.getFullStart(), member.getStart(file));
  if (/Changing (?:it|this|a key) (?:replaces|registers)/.test(text)) {
    return "replaced";
  }
  if (
    /Azure refuses a change(?: between the two\.|[.;])|Azure takes it only|A change is refused/.test(
      text,
    )
  ) {
    return "refused";
  }
  return text.includes("hanging it changes nothing in Azure") ? "nothing" : "in place";
}
