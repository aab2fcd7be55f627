import { asObject } from "../arm/errors";
import { containsUnknown, type CheckFailure } from "../plugin/handlers";
import type { AutomationProperty } from "./automation-kind";
import { textOf } from "../arm/azure-object";

const shapes: Readonly<Record<AutomationProperty["type"], string>> = {
  text: "a text",
  flag: "true or false",
  number: "a number",
  texts: "a list of texts",
  numbers: "a list of numbers",
  textMap: "texts by names",
  objects: "a list of objects",
};

/** Refuses a value of another type, and the lack of one that is required. */
export function propertyTypeFailures(
  property: string,
  { type, required }: AutomationProperty,
  value: unknown,
): CheckFailure[] {
  if (value === undefined || value === null) {
    return required === true
      ? [{ property, reason: `${property} must be ${shapes[type]}, but it is missing.` }]
      : [];
  }
  return containsUnknown(value) || fits(type, value)
    ? []
    : [{ property, reason: `${property} must be ${shapes[type]}.` }];
}

function fits(type: AutomationProperty["type"], value: unknown): boolean {
  switch (type) {
    case "text":
      return typeof value === "string";
    case "flag":
      return typeof value === "boolean";
    case "number":
      return typeof value === "number";
    case "texts":
      return Array.isArray(value) && value.every((each) => typeof each === "string");
    case "numbers":
      return Array.isArray(value) && value.every((each) => typeof each === "number");
    case "textMap": {
      const object = asObject(value);
      return (
        object !== undefined && Object.values(object).every((each) => typeof each === "string")
      );
    }
    case "objects":
      return Array.isArray(value) && value.every((each) => asObject(each) !== undefined);
  }
}

/** A value as texts by names; empty when it is none. */
export function textMapOf(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asObject(value) ?? {}).flatMap(([name, each]) => {
      const text = typeof each === "string" ? each : undefined;
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

/** The value when it is a number. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** Texts in which a value stands out: names, moments. Without case, as Azure compares them. */
export function sameWords(left: unknown, right: unknown): boolean {
  return textOf(left)?.toLowerCase() === textOf(right)?.toLowerCase();
}
