import type { View } from "../view";
import { asCsv } from "./csv";
import { asMarkdown } from "./markdown";
import { asTable } from "./table";

export const outputFormats = ["table", "json", "csv", "markdown"] as const;

export type OutputFormat = (typeof outputFormats)[number];

/** A result as text, in the format that was asked for. */
export function render(
  format: OutputFormat,
  result: { readonly schema: string; readonly data: object; readonly view: View },
): string {
  switch (format) {
    case "json":
      return asJson(result.schema, result.data);
    case "csv":
      return asCsv(result.view);
    case "markdown":
      return asMarkdown(result.view);
    case "table":
      return asTable(result.view);
  }
}

/** `evergreen schema NAME` prints the schema that the result keeps to. */
function asJson(schema: string, data: object): string {
  return `${JSON.stringify({ $schema: `urn:azure-evergreen:${schema}`, ...data }, null, 2)}\n`;
}
