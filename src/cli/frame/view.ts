import type { Colour } from "./printable";

/** A value of a row; nothing is shown for `undefined` and null. */
export type Cell = string | number | boolean | null | undefined;

/** What people read of a result: rows of a table, and lines around them. */
export interface View {
  /** Lines before the table, each a sentence or a heading. */
  readonly before?: readonly string[];
  readonly tables: readonly ViewTable[];
  /** Lines after the tables: what it comes to, and what to do. */
  readonly after?: readonly string[];
}

export interface ViewTable {
  /** Headings, in capitals for people and as they are in a CSV file: `RESOURCE GROUP`. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Colour of the row with an index, where it needs one. */
  readonly colourOf?: (index: number) => Colour | undefined;
  /** A heading for the table, where there are several. */
  readonly title?: string;
}
