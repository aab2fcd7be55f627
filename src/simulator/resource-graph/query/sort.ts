import { compile, type Scope } from "./expressions";
import type { SortKey } from "./syntax";
import { requirePlain, type Row, type Table } from "./table";
import { compare, type Value } from "./values";

/** Rows in the order of the keys; those that are alike stay as they stand. */
export function sort(table: Table, keys: readonly SortKey[], scope: Scope): Table {
  const compiled = keys.map((key) => {
    const { type, of } = compile(key.expression, scope);
    requirePlain(type, "The sort key", key);
    return { key, of };
  });
  const decorated = table.rows.map((row) => ({ row, values: compiled.map(({ of }) => of(row)) }));
  decorated.sort((a, b) => {
    for (const [at, { key }] of compiled.entries()) {
      const order = orderOf(a.values[at] ?? null, b.values[at] ?? null, key);
      if (order !== 0) {
        return order;
      }
    }
    return 0;
  });
  return { columns: table.columns, rows: decorated.map(({ row }): Row => row) };
}

function orderOf(a: Value, b: Value, { descending, nullsFirst }: SortKey): number {
  if (a === null || b === null) {
    const first = nullsFirst ? -1 : 1;
    return a === b ? 0 : a === null ? first : -first;
  }
  return (compare(a, b) ?? 0) * (descending ? -1 : 1);
}
