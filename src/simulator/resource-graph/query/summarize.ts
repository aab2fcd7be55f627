import { compileAggregate } from "./aggregates";
import { namesOf } from "./column-names";
import { compile, type Scope } from "./expressions";
import { semanticError } from "./refusal";
import type { NamedExpression, Operator } from "./syntax";
import { type Column, requirePlain, type Row, type Table } from "./table";
import { keyOf, type Value } from "./values";

interface Group {
  readonly keys: readonly Value[];
  readonly rows: Row[];
}

/** One row for each combination of the keys, in the order in which they come first; one row in all without keys. */
export function summarize(
  { rows, columns }: Table,
  { aggregates, by }: Extract<Operator, { readonly kind: "summarize" }>,
  context: Pick<Scope, "now">,
): Table {
  const scope: Scope = { columns, now: context.now };
  const keys = keysOf(by, scope);
  const made = aggregates.map(({ name, expression }) => compileAggregate(name, expression, scope));
  const taken = new Set(keys.columns.map(({ name }) => name));
  requireUnlike(aggregates, taken);
  // With `*`, an aggregate gives the keys again: they are left out.
  const kept = made.map((aggregate) =>
    aggregate.columns.map(({ name }) => !(aggregate.columns.length > 1 && taken.has(name))),
  );
  const groups = groupsOf(rows, keys.of, by.length === 0);
  return {
    columns: unique([
      ...keys.columns,
      ...made.flatMap((aggregate, at) => aggregate.columns.filter((_, i) => kept[at]?.[i])),
    ]),
    rows: groups.map((group) => [
      ...group.keys,
      ...made.flatMap((aggregate, at) => aggregate.of(group.rows).filter((_, i) => kept[at]?.[i])),
    ]),
  };
}

/** A name that is given to an aggregate is no other column's. The text is Kusto's own (KS171). */
function requireUnlike(aggregates: readonly NamedExpression[], keys: ReadonlySet<string>): void {
  const declared = new Set(keys);
  for (const aggregate of aggregates) {
    const { name } = aggregate;
    if (name !== undefined && declared.has(name)) {
      throw semanticError(`A column with the name '${name}' is already declared.`, aggregate);
    }
    declared.add(name ?? "");
  }
}

/** One row for each combination of the columns' values. */
export function distinct(
  table: Table,
  wanted: readonly NamedExpression[] | "all",
  context: Pick<Scope, "now">,
): Table {
  const by: readonly NamedExpression[] =
    wanted === "all"
      ? table.columns.map(({ name }) => {
          const place = { position: 0, token: name };
          return { name, expression: { kind: "name", name, ...place }, ...place };
        })
      : wanted;
  const keys = keysOf(by, { columns: table.columns, now: context.now });
  return {
    columns: keys.columns,
    rows: groupsOf(table.rows, keys.of, false).map((group) => group.keys),
  };
}

function keysOf(
  by: readonly NamedExpression[],
  scope: Scope,
): { readonly columns: readonly Column[]; readonly of: (row: Row) => Value[] } {
  const compiled = by.map(({ expression }) => {
    const key = compile(expression, scope);
    requirePlain(key.type, "The group key", expression);
    return key;
  });
  const names = namesOf(by);
  return {
    columns: compiled.map(({ type }, index) => ({ name: names[index] ?? "", type })),
    of: (row) => compiled.map(({ of }) => of(row)),
  };
}

function groupsOf(
  rows: readonly Row[],
  keysOfRow: (row: Row) => Value[],
  isOne: boolean,
): readonly Group[] {
  const groups = new Map<string, Group>();
  if (isOne) {
    return [{ keys: [], rows: [...rows] }];
  }
  for (const row of rows) {
    const keys = keysOfRow(row);
    const key = keys.map(keyOf).join("\u0000");
    const group = groups.get(key) ?? { keys, rows: [] };
    groups.set(key, group);
    group.rows.push(row);
  }
  return [...groups.values()];
}

/** Kusto tells columns of one name apart by a number behind it. */
export function unique(columns: readonly Column[]): Column[] {
  const taken = new Set<string>();
  return columns.map(({ name, type }) => {
    let own = name;
    for (let number = 1; taken.has(own); number++) {
      own = `${name}${number}`;
    }
    taken.add(own);
    return { name: own, type };
  });
}
