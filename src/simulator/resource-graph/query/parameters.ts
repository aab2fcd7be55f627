import { type Place, semanticError } from "./refusal";
import type { KustoType } from "./values";

/** What an argument of a function may be. */
export type Parameter = "any" | "bool" | "datetime" | "timespan" | "text" | "string" | "dynamic";

const allowed: Readonly<Record<Parameter, (type: KustoType) => boolean>> = {
  any: () => true,
  bool: (type) => type === "bool",
  datetime: (type) => type === "datetime",
  timespan: (type) => type === "timespan",
  string: (type) => type === "string",
  dynamic: (type) => type === "dynamic",
  text: (type) => type === "string" || type === "dynamic",
};

/** Refuses an argument of a type that the function does not take. The text is Kusto's own (KS107, KS141). */
export function requireParameter(parameter: Parameter, type: KustoType, place: Place): void {
  if (!allowed[parameter](type)) {
    const wanted =
      parameter === "text"
        ? "The expression must have one of the types: string or dynamic."
        : `A value of type ${parameter} expected.`;
    throw semanticError(wanted, place);
  }
}
