import { semanticError } from "./refusal";
import { conversionNames } from "./scalar-functions";
import type { Expression, NamedExpression } from "./syntax";
import { textOf } from "./values";

/** Functions beside the conversions whose result keeps the name of what they are given. */
const keeping: ReadonlySet<string> = new Set([...conversionNames, "split"]);

/**
 * The name that an expression gives its column: that of a path with `_` for what stands between, else
 * none. Seen in Microsoft's analyser of the language.
 */
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
      const place = index.kind === "literal" ? textOf(index.value) : "";
      return of === undefined ? undefined : `${of}_${place}`;
    }
    case "call": {
      const [first] = expression.arguments;
      const of = first === undefined ? undefined : nameOf(first);
      if (expression.name === "strlen" && of !== undefined) {
        return `strlen_${of}`;
      }
      return keeping.has(expression.name) ? of : undefined;
    }
    default:
      return undefined;
  }
}

/**
 * The names of columns in their order: given, taken from the expression, or `Column1` and so on. One
 * that was made twice gets a number; one that was given twice, or names a column twice, is refused.
 */
export function namesOf(columns: readonly NamedExpression[]): string[] {
  const taken = new Set<string>();
  let unnamed = 0;
  return columns.map((column) => {
    const { name, expression } = column;
    const declared = name ?? (expression.kind === "name" ? expression.name : undefined);
    if (declared !== undefined && taken.has(declared)) {
      throw semanticError(`A column with the name '${declared}' is already declared.`, column);
    }
    const own = declared ?? nameOf(expression) ?? `Column${++unnamed}`;
    let free = own;
    for (let number = 1; taken.has(free); number++) {
      free = `${own}${number}`;
    }
    taken.add(free);
    return free;
  });
}
