import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { defaultAssumptions } from "../src/simulator/assumptions";
import { absent, partly } from "../src/simulator/coverage";
import { graphOperations } from "../src/simulator/graph/graph";
import { operationsOf } from "../src/simulator/operations";
import { readArmPath } from "../src/simulator/resource-manager/arm-path";
import { errors, headers, limits, stateChanges } from "../src/simulator/witnesses";
import { createWorld } from "../src/simulator/world";

/** The page whose tables follow from what the simulated Azure declares. */
export const page = join(__dirname, "..", "docs", "simulator.md");

const mark = "<!-- The tables below follow from the code: npm run docs -->";

/** The page as it should be: what is written by hand above the mark, the tables below it. */
export function simulatorPage(): string {
  const [written = ""] = readFileSync(page, "utf8").split(mark);
  return `${written}${mark}\n\n${tables().join("\n\n")}\n`;
}

function tables(): string[] {
  return [
    "## Operations",
    ...operationTables(),
    "## Error codes",
    ...Object.entries(errors).flatMap(([who, codes]) => [
      `### ${who}`,
      table(["code", "source"], sorted(Object.entries(codes))),
    ]),
    "## Headers",
    table(["header", "source"], sorted(Object.entries(headers))),
    "## Limits",
    table(["limit", "source"], Object.entries(limits)),
    "## What Azure does by itself",
    table(["what", "source"], Object.entries(stateChanges)),
    "## What is assumed",
    "No public source has these. Each can be set in `assumptions` of `SimulatedAzure`.",
    table(["assumption", "default", "what it says"], assumptionRows()),
  ];
}

function operationTables(): string[] {
  const rows = new Map<string, string[][]>();
  const add = (namespace: string, row: string[]): void => {
    rows.set(namespace, [...(rows.get(namespace) ?? []), row]);
  };
  for (const { id, method, path, action, witness } of operationsOf(createWorld())) {
    const { namespace } = readArmPath(path);
    const left = partly[`${namespace} ${id}`];
    const coverage = left === undefined ? "full" : `partial: ${left}`;
    add(namespace, [`${id} (${method})`, coverage, action ?? "none", witness]);
  }
  for (const { method, path, writes, witness } of graphOperations) {
    const permission = writes ? "Application.ReadWrite.OwnedBy or All" : "Application.Read.All";
    add("Microsoft Graph", [`${method} /v1.0/${path}`, "full", permission, witness]);
  }
  for (const [namespace, ids] of Object.entries(absent)) {
    for (const id of ids) {
      add(namespace, [id, "absent", "", ""]);
    }
  }
  return sorted([...rows]).flatMap(([namespace, own]) => [
    `### ${namespace}`,
    table(["operation", "simulated", "action", "source"], own),
  ]);
}

function assumptionRows(): string[][] {
  const texts = assumptionTexts();
  return Object.entries(defaultAssumptions).map(([name, value]) => [
    `\`${name}\``,
    String(value),
    texts.get(name) ?? "",
  ]);
}

/** The docstrings of the fields of `Assumptions`. */
function assumptionTexts(): Map<string, string> {
  const file = join(__dirname, "..", "src", "simulator", "assumptions.ts");
  const source = ts.createSourceFile(
    file,
    readFileSync(file, "utf8"),
    ts.ScriptTarget.ES2022,
    true,
  );
  const texts = new Map<string, string>();
  for (const statement of source.statements.filter(ts.isInterfaceDeclaration)) {
    for (const member of statement.members) {
      const [comment] = ts.getJSDocCommentsAndTags(member);
      const text = typeof comment?.comment === "string" ? comment.comment : "";
      texts.set(member.name?.getText() ?? "", text.replace(/\s+/g, " "));
    }
  }
  return texts;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function sorted<T>(entries: [string, T][]): [string, T][] {
  return [...entries].sort(([a], [b]) => a.localeCompare(b));
}
