/** The data types of Kusto that Resource Graph has. */
export type KustoType = "string" | "long" | "real" | "bool" | "datetime" | "timespan" | "dynamic";

/** A length of time. */
export class Timespan {
  constructor(readonly milliseconds: number) {}
}

/** A value of any type; of `dynamic` it is plain JSON. Strings are never null. */
export type Value =
  | string
  | number
  | boolean
  | null
  | Date
  | Timespan
  | readonly unknown[]
  | Readonly<Record<string, unknown>>;

/** What plain JSON holds, as a value. */
export function valueOf(json: unknown): Value {
  return json === undefined ? null : (json as Value);
}

export function isBag(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Timespan)
  );
}

/** A time without the zeros that tell nothing: `2026-11-01T08:00:00Z`. */
function dateText(date: Date): string {
  return date.toISOString().replace(/\.?0+Z$/, "Z");
}

/** A length of time as Kusto writes it: `1.02:03:04`. */
function timespanText({ milliseconds }: Timespan): string {
  const whole = Math.abs(milliseconds);
  const days = Math.floor(whole / 86_400_000);
  const rest = new Date(whole % 86_400_000)
    .toISOString()
    .slice(11, 23)
    .replace(/\.000$/, "");
  return `${milliseconds < 0 ? "-" : ""}${days > 0 ? `${days}.` : ""}${rest}`;
}

/** What `tostring` makes of a value: nothing of null, JSON of arrays and bags. */
export function textOf(value: Value): string {
  if (value === null) {
    return "";
  }
  if (value instanceof Date) {
    return value.toISOString().replace("Z", "0000Z");
  }
  if (value instanceof Timespan) {
    return timespanText(value);
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A value as an answer holds it. */
export function jsonOf(value: Value): unknown {
  return value instanceof Date
    ? dateText(value)
    : value instanceof Timespan
      ? timespanText(value)
      : value;
}

/** Tells values apart, for grouping and joining. */
export function keyOf(value: Value): string {
  return value instanceof Date ? `date ${value.getTime()}` : `${typeof value} ${textOf(value)}`;
}

function sortable(value: Value): string | number | undefined {
  if (value instanceof Date) {
    return value.getTime();
  }
  if (value instanceof Timespan) {
    return value.milliseconds;
  }
  return typeof value === "boolean"
    ? Number(value)
    : typeof value === "string" || typeof value === "number"
      ? value
      : undefined;
}

/** Below, at or above 0 as the first comes before, with or behind the second; `undefined` when they do not compare. */
export function compare(a: Value, b: Value): number | undefined {
  const [left, right] = [sortable(a), sortable(b)];
  if (left === undefined || right === undefined || typeof left !== typeof right) {
    return undefined;
  }
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The name of a column's type in the format `table`. Source: azure-rest-api-specs resourcegraph, `ColumnDataType`. */
export function columnDataType(type: KustoType): string {
  const names: Readonly<Record<KustoType, string>> = {
    string: "string",
    long: "integer",
    real: "number",
    bool: "boolean",
    datetime: "datetime",
    timespan: "string",
    dynamic: "object",
  };
  return names[type];
}
