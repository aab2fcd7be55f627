import { arithmetic } from "./arithmetic";
import { comparisons, hasTerm, negated } from "./comparisons";
import { elementOf, memberOf } from "./conversions";
import { parserFailure, semanticError, unsupported } from "./refusal";
import { type Context, scalarFunctions } from "./scalar-functions";
import type { Expression } from "./syntax";
import { columnIndex, type Column, type Row } from "./table";
import { keyOf, type KustoType, textOf, type Value } from "./values";

/** An expression that is ready to be asked of each row. */
export interface Compiled {
  readonly type: KustoType;
  readonly of: (row: Row) => Value;
}

/** Where the names of an expression have their meaning. */
export interface Scope extends Context {
  readonly columns: readonly Column[];
}

type Kind<K extends Expression["kind"]> = Extract<Expression, { readonly kind: K }>;

/** Makes an expression ready; refuses names and functions that there are not. */
export function compile(expression: Expression, scope: Scope): Compiled {
  switch (expression.kind) {
    case "literal": {
      const { value, type } = expression;
      return { type, of: () => value };
    }
    case "name": {
      const index = columnIndex(scope.columns, expression.name, expression);
      const type = scope.columns[index]?.type ?? "dynamic";
      return { type, of: (row) => row[index] ?? null };
    }
    case "member": {
      const of = compileDynamic(expression.of, scope);
      const { name } = expression;
      return { type: "dynamic", of: (row) => memberOf(of(row), name) };
    }
    case "index": {
      const of = compileDynamic(expression.of, scope);
      const index = compile(expression.index, scope);
      return { type: "dynamic", of: (row) => elementOf(of(row), index.of(row)) };
    }
    case "call":
      return compileCall(expression, scope);
    case "negative":
      return arithmetic(
        "-",
        { type: "long", of: () => 0 },
        compile(expression.of, scope),
        expression,
      );
    case "binary":
      return compileBinary(expression, scope);
    case "list":
      return compileList(expression, scope);
    case "between":
      return compileBetween(expression, scope);
    case "star":
      throw parserFailure(expression);
  }
}

/** A condition, as `where` and `countif` ask for it. */
export function compilePredicate(expression: Expression, scope: Scope): (row: Row) => boolean {
  const { type, of } = compile(expression, scope);
  if (type !== "bool") {
    throw semanticError("The expression must have the type bool.", expression);
  }
  return (row) => of(row) === true;
}

function compileDynamic(expression: Expression, scope: Scope): (row: Row) => Value {
  const { type, of } = compile(expression, scope);
  if (type !== "dynamic") {
    throw semanticError(
      `The value '${expression.token}' is of the type '${type}': only of a dynamic one a path can be taken.`,
      expression,
    );
  }
  return of;
}

function compileCall(call: Kind<"call">, scope: Scope): Compiled {
  const known = scalarFunctions.get(call.name);
  if (known === undefined) {
    throw unsupported(call);
  }
  const given = call.arguments.map((argument) => compile(argument, scope));
  if (given.length < known.least || given.length > known.most) {
    throw semanticError(
      `The function '${call.name}' takes ${known.least} to ${known.most} arguments and was given ${given.length}.`,
      call,
    );
  }
  const type =
    known.type === "common"
      ? commonType(
          call,
          given.filter((_, index) => known.results?.(index, given.length) ?? true),
        )
      : known.type;
  const context: Context = { now: scope.now };
  return {
    type,
    of: (row) =>
      known.call(
        given.map(({ of }) => of(row)),
        context,
      ),
  };
}

function commonType(call: Kind<"call">, results: readonly Compiled[]): KustoType {
  const types = [...new Set(results.map(({ type }) => type))];
  const [only = "dynamic"] = types;
  if (types.length > 1) {
    throw semanticError(
      `The results of '${call.name}' must have one type and have ${types.join(", ")}.`,
      call,
    );
  }
  return only;
}

function compileBinary(expression: Kind<"binary">, scope: Scope): Compiled {
  const { operator } = expression;
  const left = compile(expression.left, scope);
  const right = compile(expression.right, scope);
  if (operator === "and" || operator === "or") {
    for (const [side, written] of [
      [left, expression.left],
      [right, expression.right],
    ] as const) {
      if (side.type !== "bool") {
        throw semanticError("The expression must have the type bool.", written);
      }
    }
    // One side that decides does so whatever the other is; else what is not known stays so.
    const deciding = operator === "or";
    return {
      type: "bool",
      of: (row) => {
        const first = left.of(row);
        if (first === deciding) {
          return deciding;
        }
        const second = right.of(row);
        return second === deciding
          ? deciding
          : first === null || second === null
            ? null
            : !deciding;
      },
    };
  }
  const holds = comparisons.get(operator);
  if (holds === undefined) {
    return arithmetic(operator, left, right, expression);
  }
  requireComparable(operator, left, right, expression);
  return { type: "bool", of: (row) => holds(left.of(row), right.of(row)) };
}

/** Source: learn.microsoft.com kusto/query/numerical-operators and datatypes-string-operators. */
function requireComparable(
  operator: string,
  left: Compiled,
  right: Compiled,
  expression: Expression,
): void {
  const family = ({ type }: Compiled): string => (type === "real" ? "long" : type);
  const isText = !["==", "!=", "<", "<=", ">", ">="].includes(operator);
  const ends = [left, right].map(family);
  const fits = isText
    ? ends.every((type) => type === "string" || type === "dynamic")
    : ends[0] === ends[1] || ends.includes("dynamic");
  if (!fits) {
    throw semanticError(
      `The operator '${operator}' cannot compare the types '${left.type}' and '${right.type}'.`,
      expression,
    );
  }
}

function compileList(expression: Kind<"list">, scope: Scope): Compiled {
  const { operator } = expression;
  const left = compile(expression.left, scope);
  const items = expression.items.map((item) => compile(item, scope));
  const valuesOf = (row: Row): Value[] => items.map(({ of }) => of(row)).flatMap(spread);
  // A list that is written out is the same for every row.
  const isFixed = expression.items.every(({ kind }) => kind === "literal");
  const fixed = isFixed ? setOf(valuesOf([])) : undefined;
  const itemsOf = (row: Row): ItemSet => fixed ?? setOf(valuesOf(row));
  const answers: Readonly<Record<string, (value: Value, items: ItemSet) => boolean>> = {
    in: (value, { keys }) => value !== null && keys.has(keyOf(value)),
    "in~": (value, { folded }) => folded.has(textOf(value).toLowerCase()),
    has_any: (value, { folded }) =>
      [...folded].some((item) => hasTerm(textOf(value).toLowerCase(), item)),
    has_all: (value, { folded }) =>
      [...folded].every((item) => hasTerm(textOf(value).toLowerCase(), item)),
  };
  const isNegated = operator.startsWith("!");
  const answer = answers[isNegated ? operator.slice(1) : operator];
  return {
    type: "bool",
    of: (row) => {
      const found = answer?.(left.of(row), itemsOf(row)) ?? null;
      return isNegated ? negated(found) : found;
    },
  };
}

/** What a list holds, and the same in lower case. */
interface ItemSet {
  readonly keys: ReadonlySet<string>;
  readonly folded: ReadonlySet<string>;
}

function setOf(values: readonly Value[]): ItemSet {
  return {
    keys: new Set(values.map(keyOf)),
    folded: new Set(values.map((value) => textOf(value).toLowerCase())),
  };
}

/** An array in a list stands for its elements. */
function spread(value: Value): Value[] {
  return Array.isArray(value) ? [...(value as readonly Value[])] : [value];
}

function compileBetween(expression: Kind<"between">, scope: Scope): Compiled {
  const [value, from, to] = [expression.of, expression.from, expression.to].map((part) =>
    compile(part, scope),
  ) as [Compiled, Compiled, Compiled];
  requireComparable(">=", value, from, expression);
  requireComparable("<=", value, to, expression);
  const atLeast = comparisons.get(">=");
  const atMost = comparisons.get("<=");
  return {
    type: "bool",
    of: (row) => {
      const middle = value.of(row);
      const low = atLeast?.(middle, from.of(row)) ?? null;
      const high = atMost?.(middle, to.of(row)) ?? null;
      const inside = low === null || high === null ? null : low && high;
      return expression.negated ? negated(inside) : inside;
    },
  };
}
