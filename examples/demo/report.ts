import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** A resource as the demo prints it. */
export interface TreeEntry {
  readonly urn: string;
  readonly parent: string | undefined;
  readonly type: string;
  readonly name: string;
}

const coloured = process.stdout.isTTY && process.env.NO_COLOR === undefined;

function paint(style: Style, text: string): string {
  return coloured ? styleText(style, text) : text;
}

/** One step's title. */
export function title(text: string): void {
  console.log(`\n${paint("bold", text)}`);
}

export function line(text: string): void {
  console.log(`  ${text}`);
}

/** What went as it should. */
export function good(text: string): void {
  line(`${paint("green", "✓")} ${text}`);
}

/** What did not go as it should. */
export function bad(text: string): void {
  line(`${paint("red", "✗")} ${text}`);
}

/** The resources of a deployment, each below its parent. */
export function tree(entries: readonly TreeEntry[]): void {
  const known = new Set(entries.map((entry) => entry.urn));
  const printBelow = (parent: string | undefined, indent: string): void => {
    const children = entries.filter((entry) =>
      parent === undefined
        ? entry.parent === undefined || !known.has(entry.parent)
        : entry.parent === parent,
    );
    for (const [index, child] of children.entries()) {
      const last = index === children.length - 1;
      line(`${indent}${last ? "└─" : "├─"} ${child.name}  ${paint("dim", child.type)}`);
      printBelow(child.urn, `${indent}${last ? "   " : "│  "}`);
    }
  };
  printBelow(undefined, "");
}

/** How many there are of each, the most first. */
export function counts(words: readonly string[]): void {
  const byWord = new Map<string, number>();
  for (const word of words) {
    byWord.set(word, (byWord.get(word) ?? 0) + 1);
  }
  const rows = [...byWord].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
  for (const [word, count] of rows) {
    line(`${String(count).padStart(3)}  ${word}`);
  }
}
