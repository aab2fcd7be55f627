import { resourceGraphLimits } from "../../../azure/resource-graph-limits";
import { readColumn, readCount } from "./column-parser";
import { parserFailure, type Place, semanticError } from "./refusal";
import type { ExpandedColumn, Operator } from "./syntax";
import type { TokenReader } from "./token-reader";
import type { KustoType } from "./values";

const { defaultExpandedRows, largestExpandedRows } = resourceGraphLimits;

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
  let limit: number = defaultExpandedRows;
  if (reader.takeIf("limit")) {
    const written = reader.peek();
    limit = readCount(reader);
    if (limit > largestExpandedRows) {
      throw semanticError(`The row limit of mv-expand is at most ${largestExpandedRows}.`, written);
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
