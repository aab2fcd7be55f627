import type { View } from "../view";
import { asCsv } from "./csv";
import { asJson } from "./json";
import { asMarkdown } from "./markdown";
import { asTable } from "./table";

export const outputFormats = ["table", "json", "csv", "markdown"] as const;

export type OutputFormat = (typeof outputFormats)[number];

/**
 * A result as text, in the format that was asked for and in pieces to be written one after another. What JSON holds is
 * told by its schema, which `evergreen schema NAME` prints.
 */
export function render(
  format: OutputFormat,
  result: { readonly schema: string; readonly data: object; readonly view: View },
): Iterable<string> {
  switch (format) {
    case "json":
      return asJson(result.schema, result.data);
    case "csv":
      return [asCsv(result.view)];
    case "markdown":
      return [asMarkdown(result.view)];
    case "table":
      return [asTable(result.view)];
  }
}
