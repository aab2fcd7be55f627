import { markdownTable } from "markdown-table";
import type { View } from "../view";
import { cellText } from "./cells";

/** A view as Markdown, for an issue or a wiki. */
export function asMarkdown({ before = [], tables, after = [] }: View): string {
  const parts = [
    ...before,
    ...tables.flatMap(({ title, columns, rows }) => [
      ...(title === undefined ? [] : [`### ${title}`]),
      markdownTable([
        columns.map(escaped),
        ...rows.map((row) => row.map((cell) => escaped(cellText(cell)))),
      ]),
    ]),
    ...after,
  ];
  return `${parts.join("\n\n")}\n`;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_<>|[\]]/g, "\\$&");
}
