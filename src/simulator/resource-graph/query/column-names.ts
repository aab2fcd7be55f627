import { conversionNames } from "./scalar-functions";
import type { Expression, NamedExpression } from "./syntax";
import { textOf } from "./values";

/** The name that an expression gives its column: that of a path with `_` for what stands between, else none. */
export function nameOf(expression: Expression): string | undefined {
  switch (expression.kind) {
    case "name":
      return expression.name;
    case "member": {
      const of = nameOf(expression.of);
      return of === undefined ? undefined : `${of}_${expression.name}`;
    }
    case "index": {
      const of = nameOf(expression.of);
      const { index } = expression;
      return of !== undefined && index.kind === "literal"
        ? `${of}_${textOf(index.value)}`
        : undefined;
    }
    case "call": {
      const [first] = expression.arguments;
      return conversionNames.has(expression.name) && first !== undefined
        ? nameOf(first)
        : undefined;
    }
    default:
      return undefined;
  }
}

/** The names of columns in their order: given, taken from the expression, or `Column1` and so on. */
export function namesOf(columns: readonly NamedExpression[]): string[] {
  let unnamed = 0;
  return columns.map(({ name, expression }) => name ?? nameOf(expression) ?? `Column${++unnamed}`);
}
