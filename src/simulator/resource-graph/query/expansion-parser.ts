import { readColumn, readCount } from "./column-parser";
import { parserFailure, type Place, semanticError } from "./refusal";
import type { ExpandedColumn, Operator } from "./syntax";
import type { TokenReader } from "./token-reader";
import type { KustoType } from "./values";

/** Source: learn.microsoft.com governance/resource-graph/concepts/query-language (`mv-expand`: RowLimit). */
const defaultRowLimit = 128;
const largestRowLimit = 400;

const typeNames: ReadonlyMap<string, KustoType> = new Map([
  ["string", "string"],
  ["long", "long"],
  ["int", "long"],
  ["real", "real"],
  ["double", "real"],
  ["bool", "bool"],
  ["datetime", "datetime"],
  ["dynamic", "dynamic"],
]);

/** `mv-expand name = expression to typeof(type), … limit count`. */
export function readExpansion(reader: TokenReader, place: Place): Operator {
  const columns = reader.list(() => readExpanded(reader));
  let limit = defaultRowLimit;
  if (reader.takeIf("limit")) {
    const written = reader.peek();
    limit = readCount(reader);
    if (limit > largestRowLimit) {
      throw semanticError(`The row limit of mv-expand is at most ${largestRowLimit}.`, written);
    }
  }
  return { kind: "mv-expand", columns, limit, ...place };
}

function readExpanded(reader: TokenReader): ExpandedColumn {
  const column = readColumn(reader);
  if (!reader.takeIf("to")) {
    return { ...column, type: "dynamic" };
  }
  reader.expect("typeof");
  reader.expect("(");
  const written = reader.name();
  const type = typeNames.get(written.text.toLowerCase());
  if (type === undefined) {
    throw parserFailure(written);
  }
  reader.expect(")");
  return { ...column, type };
}
