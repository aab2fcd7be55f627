import { asText, type JsonObject } from "../json";
import { invalidInput } from "./site-recovery-errors";

/** From what a filter wants of one property, whether a record fits it. Refuses what cannot be wanted. */
export type FilterTest<T> = (wanted: string) => (record: T) => boolean;

/** `Name eq 'value'`, the value's quotes doubled. */
const comparison = /^\s*(\w+)\s+eq\s+'((?:[^']|'')*)'\s*$/i;

/** Parts of a filter outside of quotes. */
function split(text: string, word: "and" | "or"): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { index, 0: found } of text.matchAll(/'(?:[^']|'')*'|\s(?:and|or)\s/gi)) {
    if (found.trim().toLowerCase() === word) {
      parts.push(text.slice(from, index));
      from = index + found.length;
    }
  }
  return [...parts, text.slice(from)];
}

/**
 * Reads a `$filter` of Site Recovery: comparisons with `eq`, joined by `and`; several values of one
 * property stand in parentheses, joined by `or`. An empty value asks for nothing. Refuses any other
 * form, and names that the list does not know.
 *
 * Source: Azure/azure-powershell RecoveryServices.SiteRecovery `Utilities.ToQueryString`, which writes the
 * filters of the lists of jobs, events and items.
 *
 * @param tests - How each property is compared, by its name in lower case.
 */
export function readRecordFilter<T>(
  filter: string | undefined,
  tests: Readonly<Record<string, FilterTest<T>>>,
): (record: T) => boolean {
  if (filter === undefined || filter.trim() === "") {
    return () => true;
  }
  const clauses = split(filter, "and").map((clause) => {
    const inner = /^\s*\((.*)\)\s*$/s.exec(clause)?.[1] ?? clause;
    return split(inner, "or").map((part) => readComparison(part, tests));
  });
  return (record) => clauses.every((alternatives) => alternatives.some((fits) => fits(record)));
}

function readComparison<T>(
  text: string,
  tests: Readonly<Record<string, FilterTest<T>>>,
): (record: T) => boolean {
  const [, name = "", quoted = ""] = comparison.exec(text) ?? [];
  const property = name.toLowerCase();
  const test = Object.hasOwn(tests, property) ? tests[property] : undefined;
  if (test === undefined) {
    throw invalidInput(
      `The filter '${text.trim()}' cannot be used.`,
      `Use comparisons with 'eq' of ${Object.keys(tests).join(", ")}, joined by 'and'.`,
    );
  }
  const wanted = quoted.replaceAll("''", "'");
  return wanted === "" ? () => true : test(wanted);
}

/** A test of a text, without case. */
export function textTest<T>(read: (record: T) => unknown): FilterTest<T> {
  return (wanted) => (record) => asWord(read(record)) === wanted.toLowerCase();
}

/** A test of a time: not before, or not after, the one that is wanted. */
export function timeTest<T>(
  side: "notBefore" | "notAfter",
  read: (record: T) => unknown,
): FilterTest<T> {
  return (wanted) => {
    const limit = Date.parse(wanted);
    if (Number.isNaN(limit)) {
      throw invalidInput(
        `The time '${wanted}' of the filter cannot be read.`,
        "Use an ISO 8601 time in UTC.",
      );
    }
    return (record) => {
      const time = Date.parse(asWord(read(record)));
      return side === "notBefore" ? time >= limit : time <= limit;
    };
  };
}

function asWord(value: unknown): string {
  return asText(value)?.toLowerCase() ?? "";
}

/** The records that a body of the same names, as of an export, asks for. */
export function filterOfQuery(query: JsonObject, names: readonly string[]): string {
  return names
    .flatMap((name) => {
      const value = query[name];
      return typeof value === "string" && value !== ""
        ? [`${name} eq '${value.replaceAll("'", "''")}'`]
        : [];
    })
    .join(" and ");
}
