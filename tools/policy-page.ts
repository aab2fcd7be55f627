import { existsSync } from "node:fs";
import { join } from "node:path";
import * as components from "../src";
import { presetLevel } from "../src/policy/pack/levels";
import type { ParameterSchema, Rule } from "../src/policy/rule";
import * as resources from "../src/resources";
import type { RuleCases } from "../test/policy/program";
import { programText } from "./program-text";

const docs = join(__dirname, "..", "docs");

/** A rule's page, not yet formatted. */
export function policyPage(rule: Rule, cases: RuleCases): string {
  return [
    `# ${rule.id}: ${rule.title}`,
    rule.why,
    facts(rule),
    ...programs(rule, cases),
    ...repair(rule),
    ...configuration(rule),
    ...list(
      "Frameworks",
      (rule.frameworks ?? []).map(
        ({ name, version, reference, specification }) =>
          `${name} ${version}, ${reference}: ${specification}`,
      ),
    ),
    ...list("References", rule.references.map(link)),
    "[All rules](README.md) · [how to use the pack](using.md)",
  ].join("\n\n");
}

/** The first program in which a rule finds something, and the one that it was made of. */
function programs(
  rule: Rule,
  { compliant, failing, parameters, answered, shownAs = {} }: RuleCases,
): string[] {
  const keeps = compliant[0]?.map((each) => ({
    ...each,
    args: Object.fromEntries(
      Object.entries(each.args).map(([name, value]) => [name, shownAs[name] ?? value]),
    ),
  }));
  const [failure] = failing;
  if (keeps === undefined || failure === undefined) {
    throw new Error(`${rule.id} has no compliant program or no failing case.`);
  }
  const set = failure.parameters ?? parameters;
  const breaks = failure.change(keeps);
  return [
    "## What breaks it",
    `For example ${failure.title}${set === undefined ? "" : ` where the rule is configured with \`${JSON.stringify(set)}\``}. Comments say where the program differs from the one below that keeps the rule.`,
    block("ts", programText(breaks, keeps, answered)),
    "The pack says:",
    block("text", failure.messages.flatMap((message) => wrapped(undated(message), 96)).join("\n")),
    "## What keeps it",
    block("ts", programText(keeps, undefined, answered)),
  ];
}

function facts(rule: Rule): string {
  return table(
    ["severity", "baseline", "strict", "migration", "tags", "judges"],
    [
      [
        rule.severity,
        presetLevel("baseline", rule),
        presetLevel("strict", rule),
        presetLevel("migration", rule),
        rule.tags.join(", "),
        rule.types.map((type) => `\`${type}\``).join(", "),
      ],
    ],
  );
}

function repair({ remediation, withComponent, remediate }: RuleOfEitherKind): string[] {
  return [
    "## How to mend it",
    remediation.length === 1
      ? remediation.join("")
      : remediation.map((step, index) => `${index + 1}. ${step}`).join("\n"),
    ...(withComponent === undefined ? [] : byComponent(withComponent)),
    ...(remediate === undefined
      ? []
      : [
          "At the level `remediate` the pack mends it by itself, before the resource is made; the program stays as it is.",
        ]),
  ];
}

/** A rule of whichever kind; stack rules mend nothing. */
type RuleOfEitherKind = Rule & { readonly remediate?: unknown };

function byComponent(text: string): string[] {
  const words = wordsOf(text);
  const ofComponents = words.filter((word) => word in components);
  const ofResources = words.filter((word) => !(word in components) && word in resources);
  const imports = [
    ...(ofComponents.length === 0
      ? []
      : [`import { ${ofComponents.join(", ")} } from "azure-evergreen";`]),
    ...(ofResources.length === 0
      ? []
      : [`import { ${ofResources.join(", ")} } from "azure-evergreen/resources";`]),
  ];
  const main = /new (\w+)\(/.exec(text)?.[1] ?? "";
  return [`With ${pageLink(main)}:`, block("ts", `${imports.join("\n")}\n\n${text}`)];
}

/** The names in a piece of program that start upper case, sorted, each once; strings have none. */
function wordsOf(text: string): string[] {
  const code = text.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "");
  return [...new Set([...code.matchAll(/(?<![.\w])[A-Z]\w*/g)].map(([word]) => word))].sort();
}

/** The name of a component or resource, with its page where there is one. */
function pageLink(name: string): string {
  const file = name.replaceAll(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  const folder = ["components", "resources"].find((each) =>
    existsSync(join(docs, each, `${file}.md`)),
  );
  return folder === undefined ? `\`${name}\`` : `[\`${name}\`](../${folder}/${file}.md)`;
}

function configuration(rule: Rule): string[] {
  const parameters = Object.entries(rule.parameters ?? {});
  const level = presetLevel("baseline", rule) === "mandatory" ? "advisory" : "mandatory";
  return [
    "## Configuration",
    ...(parameters.length === 0
      ? []
      : [
          table(
            ["parameter", "values", "default", "what it says"],
            parameters.map(([name, schema]) => [
              `\`${name}\``,
              valuesOf(schema),
              `\`${JSON.stringify(schema.default)}\``,
              schema.description,
            ]),
          ),
        ]),
    "In the file for `--policy-pack-config`:",
    block(
      "json",
      JSON.stringify({
        [rule.id]:
          parameters.length === 0
            ? level
            : {
                enforcementLevel: level,
                ...Object.fromEntries(parameters.map(([name, schema]) => [name, schema.default])),
              },
      }),
    ),
  ];
}

function valuesOf({ type, enum: words, minimum, maximum, items }: ParameterSchema): string {
  const allowed = words ?? items?.enum;
  const range = [
    ...(minimum === undefined ? [] : [`from ${minimum}`]),
    ...(maximum === undefined ? [] : [`to ${maximum}`]),
  ].join(" ");
  const kind = type === "array" ? "list" : type;
  if (allowed !== undefined) {
    return `${type === "array" ? "list of " : ""}${allowed.map((word) => `\`${word}\``).join(", ")}`;
  }
  return range === "" ? kind : `${kind} ${range}`;
}

/** A page of learn.microsoft.com as it is written in a rule: the host, a space or slash, the path. */
function link(reference: string): string {
  const address = reference.replace(/^https:\/\//, "").replace(" ", "/");
  const [host = "", ...path] = address.split("/");
  return host.includes(".") && path.length > 0
    ? `[${path.join("/")}](https://${address})`
    : address;
}

function list(heading: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`## ${heading}`, items.map((item) => `- ${item}`).join("\n")];
}

/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function block(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trim()}\n\`\`\``;
}

function wrapped(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + word.length + 1 > width) {
      lines.push(`  ${word}`);
    } else {
      lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
    }
  }
  return lines;
}

/** A page is the same on every day, though a case counts from today. */
function undated(message: string): string {
  return message.replace(/\b\d{4}-\d{2}-\d{2}\b/g, "yyyy-mm-dd");
}
