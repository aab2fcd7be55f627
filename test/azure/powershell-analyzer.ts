import { dirname, join } from "node:path";
import { Language, Parser, type Node } from "@vscode/tree-sitter-wasm";

/*
 * Reads PowerShell by the grammar that editors colour it with: no PowerShell is needed for it. It knows no types and
 * runs nothing; what it sees is the form, the commands and the variables.
 */

export interface AnalyzedScript {
  /** What the grammar does not allow, as `line: text`. */
  readonly syntaxErrors: readonly string[];
  /** Commands that are called and not declared here, each once, sorted. */
  readonly commands: readonly string[];
  /** Functions that are called with a parameter that they do not declare, as `line: function -parameter`. */
  readonly unknownParameters: readonly string[];
  /** Variables that are read where nothing assigns them, as `line: $name`. */
  readonly unassigned: readonly string[];
}

/** Variables that PowerShell sets, as far as they are in use here. Source: learn.microsoft.com about_Automatic_Variables. */
const automatic = ["_", "null", "true", "false"];

/** Loads the grammar, which takes a moment. */
export async function powerShellAnalyzer(): Promise<(script: string) => AnalyzedScript> {
  const folder = dirname(require.resolve("@vscode/tree-sitter-wasm"));
  await Parser.init({ locateFile: (file: string) => join(folder, file) });
  const parser = new Parser();
  parser.setLanguage(await Language.load(join(folder, "tree-sitter-powershell.wasm")));
  return (script) => {
    // The grammar wants the last line ended.
    const tree = parser.parse(`${script}\n`);
    if (tree === null) {
      throw new Error("The parser has no language.");
    }
    return analyze(tree.rootNode);
  };
}

function analyze(root: Node): AnalyzedScript {
  const nodes = [...nodesBelow(root)];
  const ofType = (type: string) => nodes.filter((node) => node.type === type);
  const functions = new Map(
    ofType("function_statement").map((node) => [functionName(node), parametersOf(node)]),
  );
  const calls = ofType("command").map((node) => ({ node, name: commandName(node) }));
  return {
    syntaxErrors: [
      ...nodes
        .filter((node) => node.isError || node.isMissing)
        .map((node) => told(node, node.isMissing ? `${node.type} is missing` : node.text)),
      ...ofType("expandable_string_literal").flatMap(colonsIn),
    ],
    commands: [...new Set(calls.map(({ name }) => name))]
      .filter((name) => !functions.has(name.toLowerCase()))
      .sort(),
    unknownParameters: calls.flatMap(({ node, name }) => {
      const declared = functions.get(name.toLowerCase());
      return declared === undefined
        ? []
        : [...nodesBelow(node)]
            .filter((each) => each.type === "command_parameter" && commandOf(each)?.id === node.id)
            .filter((each) => !declared.includes(each.text.slice(1).toLowerCase()))
            .map((each) => told(each, `${name} ${each.text}`));
    }),
    unassigned: unassignedIn(nodes),
  };
}

/** In a text PowerShell takes what stands before a colon for a drive, `"$id: text"`; the grammar does not mind. */
function colonsIn(text: Node): string[] {
  return [...text.text.matchAll(/(?<!`)\$\w+:(?![\w{])/g)].map(([found]) => told(text, found));
}

function* nodesBelow(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) {
    if (child !== null) {
      yield* nodesBelow(child);
    }
  }
}

/** A variable in a function may be its own or the script's; anywhere else it must be the script's. */
function unassignedIn(nodes: readonly Node[]): string[] {
  const assigned = new Map<number | undefined, Set<string>>();
  const assign = (owner: number | undefined, name: string) => {
    assigned.set(owner, (assigned.get(owner) ?? new Set()).add(name));
  };
  for (const node of nodes) {
    for (const variable of assignedBy(node)) {
      const isOfScript = /^\$script:/i.test(variable.text);
      assign(isOfScript ? undefined : functionOf(variable)?.id, nameOf(variable));
    }
  }
  const isAssigned = (variable: Node) =>
    [functionOf(variable)?.id, undefined].some((owner) =>
      assigned.get(owner)?.has(nameOf(variable)),
    );
  return nodes
    .filter(({ type, text }) => type === "variable" && !/^\$\{?env:/i.test(text))
    .filter((variable) => !automatic.includes(nameOf(variable)) && !isAssigned(variable))
    .map((variable) => told(variable, variable.text));
}

/** The variables that a node assigns. `+=` assigns nothing, for it reads what was there before. */
function assignedBy(node: Node): Node[] {
  switch (node.type) {
    case "assignment_expression": {
      const [left, operator] = node.children;
      const isWhole = /^(\[[^\]]+\]\s*)*\$(\w+:)?\w+$/.test(left?.text ?? "");
      return isWhole && operator?.text === "=" ? variablesIn(left).slice(0, 1) : [];
    }
    case "foreach_statement":
      return node.children.filter((child) => child?.type === "variable") as Node[];
    case "script_parameter":
      return node.children.filter((child) => child?.type === "variable") as Node[];
    default:
      return [];
  }
}

function variablesIn(node: Node | null | undefined): Node[] {
  return node == null ? [] : [...nodesBelow(node)].filter(({ type }) => type === "variable");
}

/** In lower case, without its scope: PowerShell does not tell names by case. */
function nameOf({ text }: Node): string {
  return text
    .replace(/^[$@]\{?/, "")
    .replace(/\}$/, "")
    .replace(/^(script|local):/i, "")
    .toLowerCase();
}

function parametersOf(statement: Node): string[] {
  return [...nodesBelow(statement)]
    .filter((node) => node.type === "script_parameter" && functionOf(node)?.id === statement.id)
    .flatMap((node) => assignedBy(node).map(nameOf));
}

function functionName(statement: Node): string {
  const name = statement.children.find((child) => child?.type === "function_name");
  return name?.text.toLowerCase() ?? "";
}

function commandName(command: Node): string {
  const named = [...nodesBelow(command)].find(({ type }) =>
    ["command_name", "foreach_command"].includes(type),
  );
  return /^\S+/.exec(named?.text ?? "")?.[0] ?? "";
}

function functionOf(node: Node): Node | undefined {
  return above(node, "function_statement");
}

function commandOf(node: Node): Node | undefined {
  return above(node, "command");
}

function above(node: Node, type: string): Node | undefined {
  let at = node.parent;
  while (at !== null && at.type !== type) {
    at = at.parent;
  }
  return at ?? undefined;
}

function told({ startPosition }: Node, text: string): string {
  return `${startPosition.row + 1}: ${text}`;
}
