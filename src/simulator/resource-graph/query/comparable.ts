import { comparisons, negated } from "./comparisons";
import type { Compiled } from "./expressions";
import { type Place, semanticError } from "./refusal";

const ordering: ReadonlySet<string> = new Set(["<", "<=", ">", ">="]);

/**
 * Texts are found in texts, numbers and times are put in order, and all else is equal to its own type
 * or not. What is dynamic may be a text or a number.
 *
 * Source: Microsoft's analyser of the language (KS106); learn.microsoft.com kusto/query/logical-operators.
 */
export function requireComparable(
  operator: string,
  left: Compiled,
  right: Compiled,
  place: Place,
): void {
  const [a = "", b = ""] = [left, right].map(({ type }) => (type === "real" ? "long" : type));
  const isOneOf = (...types: readonly string[]): boolean => [a, b].every((t) => types.includes(t));
  const fits = ordering.has(operator)
    ? isOneOf("long", "dynamic") || isOneOf("datetime") || isOneOf("timespan")
    : operator === "==" || operator === "!="
      ? a === b || [a, b].includes("dynamic")
      : isOneOf("string", "dynamic");
  if (!fits) {
    throw semanticError(
      `The operator '${operator}' is not defined for the operand types ${left.type} and ${right.type}.`,
      place,
    );
  }
}

/** Whether a value is neither below one nor above another. */
export function between(
  value: Compiled,
  from: Compiled,
  to: Compiled,
  place: Place & { readonly negated: boolean },
): Compiled {
  requireComparable(">=", value, from, place);
  requireComparable("<=", value, to, place);
  const atLeast = comparisons.get(">=");
  const atMost = comparisons.get("<=");
  return {
    type: "bool",
    of: (row) => {
      const middle = value.of(row);
      const low = atLeast?.(middle, from.of(row)) ?? null;
      const high = atMost?.(middle, to.of(row)) ?? null;
      const inside = low === null || high === null ? null : low && high;
      return place.negated ? negated(inside) : inside;
    },
  };
}
