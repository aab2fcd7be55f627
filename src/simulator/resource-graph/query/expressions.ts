import { arithmetic } from "./arithmetic";
import { between, requireComparable } from "./comparable";
import { comparisons } from "./comparisons";
import { elementOf, memberOf } from "./conversions";
import { requireParameter } from "./parameters";
import { inList } from "./lists";
import { parserFailure, semanticError, unsupported } from "./refusal";
import { type Context, scalarFunctions } from "./scalar-functions";
import type { Expression } from "./syntax";
import { columnIndex, type Column, type Row } from "./table";
import type { KustoType, Value } from "./values";

/** An expression that is ready to be asked of each row. */
export interface Compiled {
  readonly type: KustoType;
  readonly of: (row: Row) => Value;
}

/** Where the names of an expression have their meaning. */
export interface Scope extends Context {
  readonly columns: readonly Column[];
}

/** What a minus before a value is taken from. */
const nothing: Compiled = { type: "long", of: () => 0 };

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
      return arithmetic("-", nothing, compile(expression.of, scope), expression);
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
  given.forEach(({ type }, index) => {
    const parameter = known.takes?.(index, given.length) ?? "any";
    requireParameter(parameter, type, call.arguments[index] ?? call);
  });
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

/** One type for all: the wider of numbers, and of a choice `dynamic` where they do not fit. */
function commonType(call: Kind<"call">, results: readonly Compiled[]): KustoType {
  const types = [...new Set(results.map(({ type }) => type))];
  const [only = "dynamic"] = types;
  if (types.length === 1) {
    return only;
  }
  if (types.every((type) => type === "long" || type === "real")) {
    return "real";
  }
  if (call.name === "coalesce") {
    throw semanticError("No common type can be determined from the arguments.", call);
  }
  return "dynamic";
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

function compileList(expression: Kind<"list">, scope: Scope): Compiled {
  const items = expression.items.map((item) => compile(item, scope));
  const isFixed = expression.items.every(({ kind }) => kind === "literal");
  return inList(expression.operator, compile(expression.left, scope), items, isFixed);
}

function compileBetween(expression: Kind<"between">, scope: Scope): Compiled {
  const value = compile(expression.of, scope);
  const from = compile(expression.from, scope);
  const to = compile(expression.to, scope);
  return between(value, from, to, expression);
}
