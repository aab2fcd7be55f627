import { nameOf } from "./column-names";
import { compile, compilePredicate, type Compiled, type Scope } from "./expressions";
import { semanticError, unsupported } from "./refusal";
import type { Expression } from "./syntax";
import type { Column, Row } from "./table";
import { compare, keyOf, type KustoType, type Value } from "./values";

/** What is made of the rows of one group: one column, or several. */
export interface Aggregate {
  readonly columns: readonly Column[];
  readonly of: (rows: readonly Row[]) => readonly Value[];
}

type Call = Extract<Expression, { readonly kind: "call" }>;

/** Makes an aggregate ready. Source of functions and names: learn.microsoft.com kusto/query/aggregation-functions. */
export function compileAggregate(
  name: string | undefined,
  expression: Expression,
  scope: Scope,
): Aggregate {
  if (expression.kind !== "call") {
    throw semanticError("The expression must be an aggregate.", expression);
  }
  const make = makers.get(expression.name);
  if (make === undefined) {
    throw unsupported(expression);
  }
  return make(expression, name, scope);
}

/** The types that an aggregate takes, and Kusto's words for another (KS206, KS138). */
interface Taken {
  readonly types: readonly KustoType[];
  readonly refusal: string;
}

const plain: Taken = {
  types: ["string", "long", "real", "bool", "datetime", "timespan"],
  refusal: "The argument value must be orderable: a number, timespan, datetime, string or boolean.",
};
const numbers: Taken = {
  types: ["long", "real"],
  refusal: "The argument value must be summable: a number, timespan or datetime.",
};

type Maker = (call: Call, name: string | undefined, scope: Scope) => Aggregate;

const makers: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  [
    "count",
    (call, name) => {
      requireArguments(call, 0, 0);
      return single(name ?? "count_", "long", (rows) => rows.length);
    },
  ],
  [
    "countif",
    (call, name, scope) => {
      const [predicate] = requireArguments(call, 1, 1);
      const holds = compilePredicate(predicate, scope);
      return single(
        name ?? `countif_${nameOf(predicate) ?? ""}`,
        "long",
        (rows) => rows.filter(holds).length,
      );
    },
  ],
  ["dcount", ofOne("dcount", "long", (values) => distinct(values).length)],
  ["sum", ofOne("sum", undefined, (values) => values.reduce<number>(addNumber, 0), numbers)],
  ["max", ofOne("max", undefined, (values) => extreme(values, 1), plain)],
  ["min", ofOne("min", undefined, (values) => extreme(values, -1), plain)],
  ["make_list", ofOne("list", "dynamic", (values) => values.filter((value) => value !== null))],
  ["make_set", ofOne("set", "dynamic", distinct)],
  ["take_any", ofOne("", undefined, (values) => values[0] ?? null)],
  ["any", ofOne("any", undefined, (values) => values[0] ?? null)],
  ["arg_max", ofExtremeRow(1)],
  ["arg_min", ofExtremeRow(-1)],
]);

function single(name: string, type: KustoType, of: (rows: readonly Row[]) => Value): Aggregate {
  return { columns: [{ name, type }], of: (rows) => [of(rows)] };
}

function requireArguments(
  call: Call,
  least: number,
  most: number,
): readonly [Expression, ...Expression[]] {
  const { length } = call.arguments;
  if (length < least || length > most) {
    throw semanticError(
      `The aggregate '${call.name}' takes ${least} to ${most} arguments and was given ${length}.`,
      call,
    );
  }
  return call.arguments as unknown as readonly [Expression, ...Expression[]];
}

/** An aggregate of the values of one expression; without a type of its own it has that of the values. */
function ofOne(
  prefix: string,
  type: KustoType | undefined,
  make: (values: readonly Value[]) => Value,
  takes?: Taken,
): Maker {
  return (call, name, scope) => {
    const [argument] = requireArguments(call, 1, 1);
    const { type: own, of } = compile(argument, scope);
    if (takes !== undefined && !takes.types.includes(own)) {
      throw semanticError(takes.refusal, argument);
    }
    const path = nameOf(argument) ?? "";
    return single(name ?? (prefix === "" ? path : `${prefix}_${path}`), type ?? own, (rows) =>
      make(rows.map(of)),
    );
  };
}

function distinct(values: readonly Value[]): Value[] {
  const known = new Map<string, Value>();
  for (const value of values) {
    const key = keyOf(value);
    if (value !== null && !known.has(key)) {
      known.set(key, value);
    }
  }
  return [...known.values()];
}

function addNumber(sum: number, value: Value): number {
  return typeof value === "number" ? sum + value : sum;
}

function extreme(values: readonly Value[], sign: 1 | -1): Value {
  let best: Value = null;
  for (const value of values) {
    if (value !== null && (best === null || (compare(value, best) ?? 0) * sign > 0)) {
      best = value;
    }
  }
  return best;
}

/** The row with the largest or smallest value, and of it the columns that are asked for, or all with `*`. */
function ofExtremeRow(sign: 1 | -1): Maker {
  return (call, name, scope) => {
    const [by, ...wanted] = requireArguments(call, 1, 64);
    const { type, of } = compile(by, scope);
    const own = name ?? nameOf(by) ?? (sign > 0 ? "max_" : "min_");
    const others = wanted.flatMap((expression) => returned(expression, scope, own));
    return {
      columns: [{ name: own, type }, ...others.map(({ column }) => column)],
      of: (rows) => {
        const best = extremeRow(rows, of, sign);
        return best === undefined
          ? [null, ...others.map(() => null)]
          : [of(best), ...others.map((other) => other.of(best))];
      },
    };
  };
}

function extremeRow(rows: readonly Row[], of: Compiled["of"], sign: 1 | -1): Row | undefined {
  let best: Row | undefined;
  let bestValue: Value = null;
  for (const row of rows) {
    const value = of(row);
    if (
      best === undefined ||
      (value !== null && (bestValue === null || (compare(value, bestValue) ?? 0) * sign > 0))
    ) {
      [best, bestValue] = [row, value];
    }
  }
  return best;
}

function returned(
  expression: Expression,
  scope: Scope,
  own: string,
): { readonly column: Column; readonly of: Compiled["of"] }[] {
  if (expression.kind === "star") {
    return scope.columns
      .map((column, index) => ({ column, of: (row: Row) => row[index] ?? null }))
      .filter(({ column }) => column.name !== own);
  }
  const { type, of } = compile(expression, scope);
  const name = nameOf(expression);
  if (name === undefined) {
    throw semanticError("The expression of an aggregate must be a column.", expression);
  }
  return [{ column: { name, type }, of }];
}
