import { markdownTable } from "markdown-table";
import { printableLines } from "../printable";
import type { View } from "../view";
import { cellText } from "./cells";

/** A view as Markdown, for an issue or a wiki. */
export function asMarkdown({ before = [], tables, after = [] }: View): string {
  const parts = [
    ...before.map(printableLines),
    ...tables.flatMap(({ title, columns, rows }) => [
      ...(title === undefined ? [] : [`### ${title}`]),
      markdownTable([
        columns.map(escaped),
        ...rows.map((row) => row.map((cell) => escaped(cellText(cell)))),
      ]),
    ]),
    ...after.map(printableLines),
  ];
  return `${parts.join("\n\n")}\n`;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_<>|[\]]/g, "\\$&");
}
