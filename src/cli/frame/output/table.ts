import CliTable from "cli-table3";
import { coloured, mayColour } from "../printable";
import type { View, ViewTable } from "../view";
import { cellText } from "./cells";

/** Between two columns. */
const gap = "  ";
/** Narrowest that a column is made so that a table fits. */
const narrowest = 24;

const noBorders = Object.fromEntries(
  [
    ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left"],
    ...["bottom-right", "left", "left-mid", "mid", "mid-mid", "right", "right-mid"],
  ].map((name) => [name, ""]),
);

/** A view for people: as wide as the terminal, where it is one. */
export function asTable({ before = [], tables, after = [] }: View): string {
  const parts = [
    before.join("\n"),
    ...tables.map((table) =>
      [...(table.title === undefined ? [] : [table.title]), drawn(table)].join("\n"),
    ),
    after.join("\n"),
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `${parts.join("\n\n")}\n`;
}

function drawn({ columns, rows, colourOf }: ViewTable): string {
  if (rows.length === 0) {
    return "";
  }
  const isColoured = mayColour(process.stdout);
  const cells = rows.map((row) => row.map(cellText));
  const table = new CliTable({
    head: [...columns],
    chars: { ...noBorders, middle: gap },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
    colWidths: widthsOf([[...columns], ...cells]),
    wordWrap: true,
  });
  cells.forEach((texts, index) => {
    const colour = colourOf?.(index);
    table.push(
      colour === undefined ? texts : texts.map((text) => coloured(text, colour, isColoured)),
    );
  });
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** Widths of the columns; the widest gives way until the table fits the terminal. */
function widthsOf(cells: readonly (readonly string[])[]): number[] {
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? "").length)),
  );
  const available = process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY;
  for (;;) {
    const total = widths.reduce((sum, width) => sum + width + gap.length, 0);
    const widest = Math.max(...widths);
    if (total <= available || widest <= narrowest) {
      return widths;
    }
    widths[widths.indexOf(widest)] = Math.max(narrowest, widest - (total - available));
  }
}
