import CliTable from "cli-table3";
import { coloured, mayColour, printable, printableLines } from "../printable";
import type { View, ViewTable } from "../view";
import { cellText } from "./cells";

/** Between two columns. */
const gap = "  ";
/** Narrowest that a column is made so that a table fits. */
const narrowest = 24;
/**
 * The library compares each cell with those of all rows before it, and keeps much of each: of ten thousand rows at once it
 * takes minutes, and twice the memory.
 */
const rowsDrawnAtOnce = 20;

const noBorders = Object.fromEntries(
  [
    ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left"],
    ...["bottom-right", "left", "left-mid", "mid", "mid-mid", "right", "right-mid"],
  ].map((name) => [name, ""]),
);

/** A view for people: as wide as the terminal, where it is one. */
export function asTable({ before = [], tables, after = [] }: View): string {
  const parts = [
    before.map(printableLines).join("\n"),
    ...tables.map((table) =>
      [...(table.title === undefined ? [] : [printable(table.title)]), drawn(table)].join("\n"),
    ),
    after.map(printableLines).join("\n"),
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `${parts.join("\n\n")}\n`;
}

function drawn({ columns, rows, colourOf }: ViewTable): string {
  if (rows.length === 0) {
    return "";
  }
  const cells = rows.map((row) => row.map(cellText));
  const { widths, isNarrowed } = widthsOf([[...columns], ...cells]);
  const isColoured = mayColour(process.stdout);
  const lines: string[] = [];
  for (let first = 0; first < cells.length; first += rowsDrawnAtOnce) {
    const table = new CliTable({
      head: first === 0 ? [...columns] : [],
      chars: { ...noBorders, middle: gap },
      style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
      wordWrap: isNarrowed,
      // Without widths, each column becomes as wide as its texts here.
      ...(isNarrowed || cells.length > rowsDrawnAtOnce ? { colWidths: [...widths] } : {}),
    });
    cells.slice(first, first + rowsDrawnAtOnce).forEach((texts, index) => {
      const colour = colourOf?.(first + index);
      const shown = isNarrowed ? texts.map((text, at) => broken(text, widths[at])) : texts;
      table.push(
        colour === undefined ? shown : shown.map((text) => coloured(text, colour, isColoured)),
      );
    });
    lines.push(...table.toString().split("\n"));
  }
  return lines.map((line) => line.trimEnd()).join("\n");
}

/** A text whose words fit a width: an id that does not fit goes on in the next line, and loses nothing. */
function broken(text: string, width: number | undefined): string {
  return width === undefined
    ? text
    : text.replace(/\S+/g, (word) =>
        widthOf(word) <= width ? word : (word.match(chunksOf(width)) ?? []).join("\n"),
      );
}

function chunksOf(width: number): RegExp {
  return new RegExp(`.{1,${width}}`, "gu");
}

/**
 * Widths of the columns: as wide as their texts, or, for a terminal that is too narrow for these, the
 * widest gives way until the table fits.
 */
function widthsOf(cells: readonly (readonly string[])[]): {
  readonly widths: number[];
  readonly isNarrowed: boolean;
} {
  const widths = (cells[0] ?? []).map((_, column) =>
    cells.reduce((widest, row) => Math.max(widest, widthOf(row[column] ?? "")), 0),
  );
  const available = process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY;
  for (let isNarrowed = false; ; isNarrowed = true) {
    const total = widths.reduce((sum, width) => sum + width + gap.length, 0);
    const widest = Math.max(...widths);
    if (total <= available || widest <= narrowest) {
      return { widths, isNarrowed };
    }
    widths[widths.indexOf(widest)] = Math.max(narrowest, widest - (total - available));
  }
}

/** How many columns of a terminal a text takes at most: signs of other scripts may take two. */
function widthOf(text: string): number {
  return text.replace(/[\u0250-\u{10ffff}]/gu, "xx").length;
}
