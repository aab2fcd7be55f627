import { toBool, toLong, toReal, toTime } from "./conversions";
import { namesOf } from "./column-names";
import { compile, type Scope } from "./expressions";
import { semanticError } from "./refusal";
import type { Operator } from "./syntax";
import type { Column, Table } from "./table";
import { isBag, type KustoType, textOf, type Value } from "./values";

const conversions: Readonly<Record<KustoType, (value: Value) => Value>> = {
  string: textOf,
  long: toLong,
  real: toReal,
  bool: toBool,
  datetime: toTime,
  timespan: (value) => value,
  dynamic: (value) => value,
};

/**
 * A row for each element of an array or property of a bag. Null stays one row, an empty array none.
 *
 * Source: learn.microsoft.com kusto/query/mv-expand-operator.
 */
export function expand(
  table: Table,
  { columns, limit }: Extract<Operator, { readonly kind: "mv-expand" }>,
  context: Pick<Scope, "now">,
): Table {
  const scope: Scope = { columns: table.columns, now: context.now };
  const names = namesOf(columns);
  const expanded = columns.map(({ expression, type }, at) => {
    const { type: given, of } = compile(expression, scope);
    if (given !== "dynamic") {
      throw semanticError("mv-expand takes columns of the type dynamic.", expression);
    }
    const column: Column = { name: names[at] ?? "", type };
    const found = table.columns.findIndex(({ name }) => name === column.name);
    return { column, of, convert: conversions[type], found };
  });
  const added = expanded.filter(({ found }) => found < 0);
  return {
    columns: [
      ...table.columns.map(
        (column, index) => expanded.find(({ found }) => found === index)?.column ?? column,
      ),
      ...added.map(({ column }) => column),
    ],
    rows: table.rows.flatMap((row) => {
      const parts = expanded.map(({ of }) => elementsOf(of(row)));
      const count = Math.min(limit, Math.max(...parts.map(({ length }) => length)));
      return Array.from({ length: count }, (_, at) => {
        const valueOf = (index: number): Value =>
          expanded[index]?.convert(parts[index]?.[at] ?? null) ?? null;
        const changed: Value[] = [...row];
        expanded.forEach(({ found }, index) => {
          if (found >= 0) {
            changed[found] = valueOf(index);
          } else {
            changed.push(valueOf(index));
          }
        });
        return changed;
      });
    }),
  };
}

function elementsOf(value: Value): readonly Value[] {
  if (Array.isArray(value)) {
    return value as readonly Value[];
  }
  return isBag(value) ? Object.entries(value).map(([name, own]) => ({ [name]: own })) : [value];
}
