import { elementOf, isEmpty, toBool, toDynamic, toLong, toReal, toTime } from "./conversions";
import { datesBetween, timeAway } from "./date-functions";
import type { Parameter } from "./parameters";
import { isBag, type KustoType, textOf, type Value } from "./values";

/** What functions know beside their arguments. */
export interface Context {
  /** The time of the query. */
  readonly now: Date;
}

export interface ScalarFunction {
  readonly least: number;
  readonly most: number;
  /** Type of the result; `common` is the one type of the arguments that may be the result. */
  readonly type: KustoType | "common";
  /** What each argument may be. Defaults to anything. */
  readonly takes?: (index: number, count: number) => Parameter;
  /** Which arguments may be the result, where the type is `common`. */
  readonly results?: (index: number, count: number) => boolean;
  readonly call: (values: readonly Value[], context: Context) => Value;
}

function one(
  type: KustoType,
  call: (value: Value) => Value,
  parameter: Parameter = "any",
): ScalarFunction {
  return { least: 1, most: 1, type, takes: () => parameter, call: ([value = null]) => call(value) };
}

function many(
  least: number,
  most: number,
  type: KustoType,
  call: ScalarFunction["call"],
  ...parameters: readonly Parameter[]
): ScalarFunction {
  return { least, most, type, call, takes: (index) => parameters[index] ?? "any" };
}

const text = (value: Value | undefined): string => textOf(value ?? null);
const count = (value: Value | undefined): number => (typeof value === "number" ? value : 0);
const iff: ScalarFunction = {
  least: 3,
  most: 3,
  type: "common",
  takes: (index) => (index === 0 ? "bool" : "any"),
  results: (index) => index > 0,
  call: ([condition, then = null, otherwise = null]) => (condition === true ? then : otherwise),
};

const packing: ScalarFunction = {
  least: 2,
  most: Infinity,
  type: "dynamic",
  takes: (index) => (index % 2 === 0 ? "string" : "any"),
  call: bagOf,
};

const conversions: Readonly<Record<string, ScalarFunction>> = {
  tostring: one("string", textOf),
  toint: one("long", toLong),
  tolong: one("long", toLong),
  toreal: one("real", toReal),
  todouble: one("real", toReal),
  tobool: one("bool", toBool),
  toboolean: one("bool", toBool),
  todatetime: one("datetime", toTime),
  todynamic: one("dynamic", toDynamic, "text"),
  parse_json: one("dynamic", toDynamic, "text"),
};

/** Functions whose result keeps the name of what they convert. */
export const conversionNames: ReadonlySet<string> = new Set(Object.keys(conversions));

/** Scalar functions by name, in lower case. Source: learn.microsoft.com kusto/query/scalar-functions. */
export const scalarFunctions: ReadonlyMap<string, ScalarFunction> = new Map(
  Object.entries<ScalarFunction>({
    ...conversions,
    tolower: one("string", (value) => textOf(value).toLowerCase()),
    toupper: one("string", (value) => textOf(value).toUpperCase()),
    strlen: one("long", (value) => Array.from(textOf(value)).length, "text"),
    isempty: one("bool", isEmpty),
    isnotempty: one("bool", (value) => !isEmpty(value)),
    isnull: one("bool", (value) => value === null),
    isnotnull: one("bool", (value) => value !== null),
    not: one("bool", (value) => (typeof value === "boolean" ? !value : null), "bool"),
    array_length: one(
      "long",
      (value) => (Array.isArray(value) ? (value as readonly unknown[]).length : null),
      "dynamic",
    ),
    bag_keys: one("dynamic", (value) => (isBag(value) ? Object.keys(value) : null), "dynamic"),
    now: many(
      0,
      1,
      "datetime",
      ([offset], { now }) => (offset === undefined ? now : timeAway(now, offset, 1)),
      "timespan",
    ),
    ago: many(
      1,
      1,
      "datetime",
      ([offset = null], { now }) => timeAway(now, offset, -1),
      "timespan",
    ),
    datetime_diff: many(
      3,
      3,
      "long",
      ([period, later = null, earlier = null]) => datesBetween(text(period), later, earlier),
      ...(["string", "datetime", "datetime"] as const),
    ),
    iff,
    iif: iff,
    case: {
      least: 3,
      most: Infinity,
      type: "common",
      takes: (index, given) => (index % 2 === 0 && index < given - 1 ? "bool" : "any"),
      results: (index, given) => index % 2 === 1 || index === given - 1,
      call: (values) => {
        for (let at = 0; at + 1 < values.length; at += 2) {
          if (values[at] === true) {
            return values[at + 1] ?? null;
          }
        }
        return values.at(-1) ?? null;
      },
    },
    coalesce: {
      least: 2,
      most: 64,
      type: "common",
      results: () => true,
      call: (values) => values.find((value) => !isEmpty(value)) ?? values.at(-1) ?? null,
    },
    strcat: many(1, 64, "string", (values) => values.map(textOf).join("")),
    strcat_array: many(
      2,
      2,
      "string",
      ([values, delimiter]) =>
        Array.isArray(values) ? (values as readonly Value[]).map(textOf).join(text(delimiter)) : "",
      "dynamic",
    ),
    split: many(2, 3, "dynamic", ([source, delimiter, wanted]) => {
      const parts = text(source).split(text(delimiter));
      return wanted === undefined
        ? parts
        : [elementOf(parts, wanted)].filter((part) => part !== null);
    }),
    substring: many(2, 3, "string", ([source, start, length]) => {
      const from = Math.max(0, count(start));
      return text(source).slice(from, length === undefined ? undefined : from + count(length));
    }),
    indexof: many(2, 2, "long", ([source, part]) => text(source).indexOf(text(part))),
    replace_string: many(3, 3, "string", ([source, from, to]) =>
      text(from) === "" ? text(source) : text(source).replaceAll(text(from), () => text(to)),
    ),
    pack: packing,
    bag_pack: packing,
    pack_array: many(1, Infinity, "dynamic", (values) => [...values]),
  }),
);

function bagOf(values: readonly Value[]): Value {
  const bag: Record<string, Value> = {};
  for (let at = 0; at + 1 < values.length; at += 2) {
    bag[text(values[at])] = values[at + 1] ?? null;
  }
  return bag;
}
