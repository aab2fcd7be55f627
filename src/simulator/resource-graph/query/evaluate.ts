import { resourceGraphLimits } from "../../../azure/resource-graph-limits";
import { namesOf } from "./column-names";
import { expand } from "./expand";
import { compile, compilePredicate, type Scope } from "./expressions";
import { join } from "./join";
import { type Place, QueryRefusal, semanticError } from "./refusal";
import { sort } from "./sort";
import { distinct, summarize, unique } from "./summarize";
import type { NamedExpression, Operator, Query } from "./syntax";
import { type Column, columnIndex, type Table } from "./table";
import { textOf, type Value } from "./values";

/** What a query is asked of. */
export interface Source extends Pick<Scope, "now"> {
  /**
   * A table by its name in lower case; `undefined` when there is none. Where the query keeps one type
   * alone, in lower case, rows of other types may be left out.
   */
  table(name: string, type: string | undefined): Table | undefined;
}

const operatorLimits = resourceGraphLimits.operators;

/** Runs a query. Throws `QueryRefusal` only. */
export function runQuery(query: Query, source: Source): Table {
  requireFew(query);
  return run(query, source);
}

function run({ table, operators }: Query, source: Source): Table {
  const found = source.table(table.name.toLowerCase(), onlyType(operators[0]));
  if (found === undefined) {
    throw new QueryRefusal(
      "DisallowedLogicalTableName",
      `Table ${table.name} is invalid, unsupported or disallowed.`,
      table,
    );
  }
  return operators.reduce<Table>((so, operator) => apply(so, operator, source), found);
}

/** The type that a query keeps first of all. */
function onlyType(first: Operator | undefined): string | undefined {
  let predicate = first?.kind === "where" ? first.predicate : undefined;
  while (predicate?.kind === "binary" && predicate.operator === "and") {
    predicate = predicate.left;
  }
  if (predicate?.kind !== "binary" || !["=~", "=="].includes(predicate.operator)) {
    return undefined;
  }
  const { left, right } = predicate;
  return left.kind === "name" && left.name === "type" && right.kind === "literal"
    ? textOf(right.value).toLowerCase()
    : undefined;
}

function requireFew(query: Query): void {
  const places: Record<keyof typeof operatorLimits, Place[]> = {
    join: [],
    "mv-expand": [],
    union: [],
  };
  const collect = ({ operators }: Query): void => {
    for (const operator of operators) {
      if (operator.kind === "join") {
        places.join.push(operator);
        collect(operator.right);
      } else if (operator.kind === "union") {
        operator.legs.forEach((leg) => {
          places.union.push(operator);
          collect(leg);
        });
      } else if (operator.kind === "mv-expand") {
        places["mv-expand"].push(operator);
      }
    }
  };
  collect(query);
  for (const name of ["join", "mv-expand", "union"] as const) {
    const over = places[name][operatorLimits[name]];
    if (over !== undefined) {
      throw semanticError(
        `A query may hold at most ${operatorLimits[name]} ${name === "union" ? "legs of union" : name} operators.`,
        over,
      );
    }
  }
}

function apply(table: Table, operator: Operator, source: Source): Table {
  const scope: Scope = { columns: table.columns, now: source.now };
  switch (operator.kind) {
    case "where":
      return { ...table, rows: table.rows.filter(compilePredicate(operator.predicate, scope)) };
    case "project":
      return project(table, operator.columns, scope);
    case "extend":
      return extend(table, operator.columns, scope);
    case "project-rename":
      return rename(table, operator.columns);
    case "project-away":
    case "project-keep":
      return keep(table, operator);
    case "summarize":
      return summarize(table, operator, source);
    case "distinct":
      return distinct(table, operator.columns, source);
    case "count":
      return { columns: [{ name: "Count", type: "long" }], rows: [[table.rows.length]] };
    case "order":
      return sort(table, operator.keys, scope);
    case "take":
      return { ...table, rows: table.rows.slice(0, operator.count) };
    case "top": {
      const sorted = sort(table, operator.keys, scope);
      return { ...sorted, rows: sorted.rows.slice(0, operator.count) };
    }
    case "mv-expand":
      return expand(table, operator, source);
    case "join":
      return join(table, run(operator.right, source), operator);
    case "union":
      return union([table, ...operator.legs.map((leg) => run(leg, source))], operator);
  }
}

function project(table: Table, columns: readonly NamedExpression[], scope: Scope): Table {
  const names = namesOf(columns);
  const compiled = columns.map(({ expression }) => compile(expression, scope));
  return {
    columns: compiled.map(({ type }, index) => ({ name: names[index] ?? "", type })),
    rows: table.rows.map((row) => compiled.map(({ of }) => of(row))),
  };
}

/** Adds columns, or gives others to those of the same name, which keep their place. */
function extend(table: Table, columns: readonly NamedExpression[], scope: Scope): Table {
  const names = namesOf(columns);
  const made = columns.map(({ expression }, at) => {
    const { type, of } = compile(expression, scope);
    return { column: { name: names[at] ?? "", type }, of };
  });
  const all: Column[] = [...table.columns];
  const places = made.map(({ column }) => {
    const found = all.findIndex(({ name }) => name === column.name);
    const place = found < 0 ? all.length : found;
    all[place] = column;
    return place;
  });
  return {
    columns: all,
    rows: table.rows.map((row) => {
      const extended: Value[] = [...row];
      made.forEach(({ of }, at) => {
        extended[places[at] ?? 0] = of(row);
      });
      return extended;
    }),
  };
}

function rename(table: Table, columns: readonly NamedExpression[]): Table {
  const renamed: Column[] = [...table.columns];
  for (const column of columns) {
    const { name, expression } = column;
    if (name === undefined || expression.kind !== "name") {
      throw semanticError("A column is renamed as in 'new = old'.", column);
    }
    const at = columnIndex(table.columns, expression.name, expression);
    renamed[at] = { name, type: renamed[at]?.type ?? "dynamic" };
  }
  return { columns: unique(renamed), rows: table.rows };
}

function keep(
  table: Table,
  { kind, names }: Extract<Operator, { readonly kind: "project-away" | "project-keep" }>,
): Table {
  const named = new Set(names.flatMap((place) => matching(table.columns, place)));
  const kept = table.columns.flatMap((_, index) =>
    named.has(index) === (kind === "project-keep") ? [index] : [],
  );
  return {
    columns: kept.flatMap((index) => table.columns[index] ?? []),
    rows: table.rows.map((row) => kept.map((index) => row[index] ?? null)),
  };
}

function matching(columns: readonly Column[], place: Place & { name: string }): number[] {
  if (!place.name.includes("*")) {
    return [columnIndex(columns, place.name, place)];
  }
  const pattern = new RegExp(`^${place.name.replaceAll("$", "\\$").replaceAll("*", ".*")}$`);
  const found = columns.flatMap(({ name }, index) => (pattern.test(name) ? [index] : []));
  if (found.length === 0) {
    throw semanticError(`The name '${place.name}' does not refer to any known column.`, place);
  }
  return found;
}

/** The rows of all tables, with the columns that any of them has. */
function union(tables: readonly Table[], place: Place): Table {
  const columns: Column[] = [];
  for (const column of tables.flatMap((table) => table.columns)) {
    const known = columns.find(({ name }) => name === column.name);
    if (known === undefined) {
      columns.push(column);
    } else if (known.type !== column.type) {
      throw semanticError(
        `The column '${column.name}' has the types '${known.type}' and '${column.type}' in the legs of union.`,
        place,
      );
    }
  }
  return {
    columns,
    rows: tables.flatMap((table) => {
      const places = columns.map(({ name }) => table.columns.findIndex((c) => c.name === name));
      return table.rows.map((row) =>
        columns.map(({ type }, index) => {
          const at = places[index] ?? -1;
          return at < 0 ? (type === "string" ? "" : null) : (row[at] ?? null);
        }),
      );
    }),
  };
}
