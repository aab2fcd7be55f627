import { stringify } from "csv-stringify/sync";
import type { View } from "../view";
import { cellText } from "./cells";

/**
 * The tables of a view as CSV (RFC 4180), a blank line between two. What a spreadsheet would take for
 * a formula is quoted with an apostrophe.
 */
export function asCsv({ tables }: View): string {
  return tables
    .map(({ columns, rows }) =>
      stringify([[...columns], ...rows.map((row) => row.map(cellText))], { escape_formulas: true }),
    )
    .join("\n");
}
