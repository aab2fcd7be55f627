import { semanticError, type Place } from "./refusal";
import type { KustoType, Value } from "./values";

export interface Column {
  readonly name: string;
  readonly type: KustoType;
}

export type Row = readonly Value[];

/** Columns, and rows whose values stand in the columns' order. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** Where a column stands; its name counts with case. The text is Kusto's own (KS142). */
export function columnIndex(columns: readonly Column[], name: string, place: Place): number {
  const index = columns.findIndex((column) => column.name === name);
  if (index < 0) {
    throw semanticError(
      `The name '${name}' does not refer to any known column, table, variable or function.`,
      place,
    );
  }
  return index;
}

/** Refuses a value that may be an array or a bag where Kusto tells apart or sorts plain values alone. */
export function requirePlain(type: KustoType, what: string, place: Place): void {
  if (type === "dynamic") {
    throw semanticError(
      `${what} '${place.token}' is of a 'dynamic' type. Please use an explicit cast (for example, 'tostring(${place.token})') as grouping, joining and sorting by a 'dynamic' type is not supported.`,
      place,
    );
  }
}
