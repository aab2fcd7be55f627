import { compare, type Value, textOf, isBag } from "./values";

/** Equal or not; nothing of two nulls. Source: learn.microsoft.com kusto/query/scalar-data-types/null-values. */
export function equal(a: Value, b: Value): boolean | null {
  if (a === null || b === null) {
    return a === b ? null : false;
  }
  const order = compare(a, b);
  if (order !== undefined) {
    return order === 0;
  }
  return (Array.isArray(a) || isBag(a)) && JSON.stringify(a) === JSON.stringify(b);
}

export function negated(answer: boolean | null): boolean | null {
  return answer === null ? null : !answer;
}

type Comparison = (a: Value, b: Value) => boolean | null;

function ordered(holds: (order: number) => boolean): Comparison {
  return (a, b) => {
    const order = compare(a, b);
    return order === undefined ? null : holds(order);
  };
}

/** Of two texts; with `folded`, case does not count. */
function texts(holds: (text: string, part: string) => boolean, folded: boolean): Comparison {
  return folded
    ? (a, b) => holds(textOf(a).toLowerCase(), textOf(b).toLowerCase())
    : (a, b) => holds(textOf(a), textOf(b));
}

/** Whether a text holds a term: letters and digits with none at either side. Source: learn.microsoft.com kusto/query/has-operator. */
export function hasTerm(text: string, term: string): boolean {
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    if (!isOfTerm(text.charAt(at - 1)) && !isOfTerm(text.charAt(at + term.length))) {
      return true;
    }
  }
  return false;
}

function isOfTerm(character: string): boolean {
  return /^[\p{L}\p{N}]$/u.test(character);
}

const positive: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ["=~", texts((a, b) => a === b, true)],
  ["has", texts(hasTerm, true)],
  ["has_cs", texts(hasTerm, false)],
  ["contains", texts((a, b) => a.includes(b), true)],
  ["contains_cs", texts((a, b) => a.includes(b), false)],
  ["startswith", texts((a, b) => a.startsWith(b), true)],
  ["startswith_cs", texts((a, b) => a.startsWith(b), false)],
  ["endswith", texts((a, b) => a.endsWith(b), true)],
  ["endswith_cs", texts((a, b) => a.endsWith(b), false)],
]);

/** What an operator answers of two values; `null` where that is not known. */
export const comparisons: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ["==", equal],
  ["!=", (a, b) => negated(equal(a, b))],
  ["<", ordered((order) => order < 0)],
  ["<=", ordered((order) => order <= 0)],
  [">", ordered((order) => order > 0)],
  [">=", ordered((order) => order >= 0)],
  ...positive,
  ...[...positive].map(([name, holds]): [string, Comparison] => [
    name === "=~" ? "!~" : `!${name}`,
    (a, b) => negated(holds(a, b)),
  ]),
]);
