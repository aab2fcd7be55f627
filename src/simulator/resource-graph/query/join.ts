import type { Operator } from "./syntax";
import { unique } from "./summarize";
import { columnIndex, requirePlain, type Row, type Table } from "./table";
import { keyOf, type Value } from "./values";

/** Rows of two tables that agree in the keys; of an outer join also those of the left that agree with none. */
export function join(
  left: Table,
  right: Table,
  { flavor, on }: Extract<Operator, { readonly kind: "join" }>,
): Table {
  const keys = on.map((key) => {
    const [leftIndex, rightIndex] = [
      columnIndex(left.columns, key.left, key),
      columnIndex(right.columns, key.right, key),
    ];
    requirePlain(left.columns[leftIndex]?.type ?? "dynamic", "The join key", key);
    requirePlain(right.columns[rightIndex]?.type ?? "dynamic", "The join key", key);
    return [leftIndex, rightIndex] as const;
  });
  const keyIn = (row: Row, side: 0 | 1): string | undefined => keyOfRow(row, keys, side);
  const found = new Map<string, Row[]>();
  for (const row of right.rows) {
    const key = keyIn(row, 1);
    if (key !== undefined) {
      const same = found.get(key) ?? [];
      found.set(key, same);
      same.push(row);
    }
  }
  const nothing: readonly Row[] = [right.columns.map(emptyOf)];
  const seen = new Set<string | undefined>();
  const rows = left.rows.flatMap((row) => {
    const key = keyIn(row, 0);
    if (flavor === "innerunique" && seen.has(key)) {
      return [];
    }
    seen.add(key);
    const partners = key === undefined ? undefined : found.get(key);
    return (partners ?? (flavor === "leftouter" ? nothing : [])).map((partner) => [
      ...row,
      ...partner,
    ]);
  });
  return { columns: unique([...left.columns, ...right.columns]), rows };
}

/** Where a row has no partner, its texts are empty and its other values null. */
function emptyOf({ type }: Table["columns"][number]): Value {
  return type === "string" ? "" : null;
}

/** Null agrees with nothing, not even with null. */
function keyOfRow(
  row: Row,
  keys: readonly (readonly [number, number])[],
  side: 0 | 1,
): string | undefined {
  const values = keys.map((key) => row[key[side]] ?? null);
  return values.includes(null) ? undefined : values.map(keyOf).join("\u0000");
}
