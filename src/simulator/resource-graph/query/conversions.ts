import { isBag, textOf, Timespan, type Value } from "./values";

const unitsInMilliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** A length of time as a query writes it, such as `7d` or `1.5h`. */
export function timespanOf(text: string): Timespan {
  const [, number = "0", unit = "ms"] = /^([\d.]+)([a-z]+)$/.exec(text) ?? [];
  return new Timespan(Number(number) * (unitsInMilliseconds[unit] ?? 0));
}

/** A time in ISO 8601, in UTC where it names no other zone; `null` when it is none. */
export function readTime(text: string): Date | null {
  const form =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(?:\.(\d{1,9}))?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;
  const [, day, minutes = "00:00", seconds = ":00", fraction = "0", zone = "Z"] =
    form.exec(text.trim()) ?? [];
  if (day === undefined) {
    return null;
  }
  const milliseconds = fraction.slice(0, 3).padEnd(3, "0");
  const time = new Date(`${day}T${minutes}${seconds}.${milliseconds}${zone}`);
  return Number.isNaN(time.getTime()) ? null : time;
}

export function toTime(value: Value): Value {
  return value instanceof Date ? value : typeof value === "string" ? readTime(value) : null;
}

export function toReal(value: Value): Value {
  if (typeof value === "number") {
    return value;
  }
  if (typeof value === "boolean") {
    return Number(value);
  }
  if (typeof value !== "string" || value.trim() === "") {
    return null;
  }
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

export function toLong(value: Value): Value {
  const number = toReal(value);
  return typeof number === "number" ? Math.trunc(number) : null;
}

export function toBool(value: Value): Value {
  if (typeof value === "boolean") {
    return value;
  }
  if (typeof value === "number") {
    return value !== 0;
  }
  const text = typeof value === "string" ? value.toLowerCase() : "";
  return text === "true" || text === "1" ? true : text === "false" || text === "0" ? false : null;
}

/** JSON in a text; a text that is none stands for itself. */
export function toDynamic(value: Value): Value {
  if (typeof value !== "string") {
    return value;
  }
  try {
    return JSON.parse(value) as Value;
  } catch {
    return value === "" ? null : value;
  }
}

/** A property of a bag, else nothing. */
export function memberOf(value: Value, name: string): Value {
  return isBag(value) && Object.hasOwn(value, name)
    ? ((value[name] as Value | undefined) ?? null)
    : null;
}

/** An element of an array, counted from its end when negative, or a property of a bag. */
export function elementOf(value: Value, index: Value): Value {
  if (Array.isArray(value) && typeof index === "number") {
    return (value as readonly Value[]).at(Math.trunc(index)) ?? null;
  }
  return typeof index === "string" ? memberOf(value, index) : null;
}

/** Whether a value is none: null, or a text without characters. */
export function isEmpty(value: Value): boolean {
  return textOf(value) === "";
}
