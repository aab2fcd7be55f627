import { asObject } from "../arm/errors";
import type { Finding } from "../azure/finding";
import { resourceIdFindings, sameId } from "../azure/resource-id";
import { containsUnknown, type CheckFailure, type Properties } from "../plugin/handlers";
import { defined } from "../arm/azure-object";
import { failureAt, reasonIn, unknownPropertyFailures } from "./findings";

/** One value of a block of settings, in a program's words and in Azure's. */
export interface SettingsField {
  readonly name: string;
  /** A `switch` is true or false in a program, and one of Azure's words `Enabled` and `Disabled` there. */
  readonly shape: "id" | "text" | "boolean" | "switch" | "ids";
  /** ARM type of an id, or of each of several. */
  readonly type?: string;
  /** What is wrong with a text. Defaults to what is wrong with an id of `type`. */
  readonly findings?: (text: string, path: string) => Finding[];
  readonly required?: true;
  /** Azure's name in a request; the names of objects around it stand before it, with dots. */
  readonly sent: string;
  /** Azure's name in an answer, with dots like that in a request, which is the default. */
  readonly held?: string;
  /** Whether Azure takes it only when replication is enabled. */
  readonly fixed?: true;
}

/** What Azure holds, in a program's words. Null, empty texts and empty lists are left out. */
export function heldFields(fields: readonly SettingsField[], object: Properties): Properties {
  return defined(
    Object.fromEntries(
      fields.map(({ name, shape, sent, held = sent }) => {
        const answered = held
          .split(".")
          .reduce<unknown>((value, each) => asObject(value)?.[each], object);
        const value = shape === "switch" ? switched(answered) : answered;
        const isEmpty = value === "" || (Array.isArray(value) && value.length === 0);
        return [name, isEmpty ? undefined : value];
      }),
    ),
  );
}

/** The same values under the names of a request. */
export function sentFields(fields: readonly SettingsField[], values: Properties): Properties {
  const body: Properties = {};
  for (const { name, shape, sent } of fields) {
    const value = values[name];
    if (value !== undefined) {
      const names = sent.split(".");
      const last = names.pop() ?? sent;
      const place = names.reduce((object, each) => (object[each] ??= {}) as Properties, body);
      place[last] = shape === "switch" ? (value === true ? "Enabled" : "Disabled") : value;
    }
  }
  return body;
}

/** Azure's word for a switch, as a program has it. */
function switched(word: unknown): boolean | undefined {
  return typeof word === "string" ? word.toLowerCase() === "enabled" : undefined;
}

/** The fields that are asked for and not held so. What is left out stays as Azure holds it. */
export function differingFields(
  fields: readonly SettingsField[],
  held: Properties,
  asked: Properties,
): SettingsField[] {
  return fields.filter(
    (field) =>
      asked[field.name] !== undefined && !sameValue(field, held[field.name], asked[field.name]),
  );
}

function sameValue(field: SettingsField, left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((each, i) => sameText(field, each, right[i]));
  }
  return sameText(field, left, right);
}

function sameText({ shape }: SettingsField, left: unknown, right: unknown): boolean {
  if (shape === "switch") {
    // Azure tells nothing of a switch that was never turned on.
    return (left === true) === (right === true);
  }
  if (typeof left !== "string" || typeof right !== "string") {
    return left === right;
  }
  return shape === "text" ? left.toLowerCase() === right.toLowerCase() : sameId(left, right);
}

/** What is wrong with the values that are known, beside properties that nobody knows. */
export function fieldFailures(
  fields: readonly SettingsField[],
  value: unknown,
  path: string,
  lists: readonly string[] = [],
): CheckFailure[] {
  const values = asObject(value);
  if (values === undefined) {
    return [failureAt(path, `${path} must be an object.`)];
  }
  const names = [...fields.map(({ name }) => name), ...lists];
  return [
    ...unknownPropertyFailures(values, names, path),
    ...fields.flatMap((field) =>
      valueFailures(field, values[field.name], `${path}.${field.name}`).map((reason) =>
        failureAt(`${path}.${field.name}`, reason),
      ),
    ),
  ];
}

function valueFailures(field: SettingsField, value: unknown, path: string): string[] {
  if (value === undefined) {
    return field.required === true ? ["It is missing."] : [];
  }
  if (containsUnknown(value)) {
    return [];
  }
  switch (field.shape) {
    case "boolean":
    case "switch":
      return typeof value === "boolean" ? [] : ["It must be true or false."];
    case "ids":
      return Array.isArray(value)
        ? value.flatMap((each) => textFailures(field, each, path))
        : ["It must be a list of ids."];
    default:
      return textFailures(field, value, path);
  }
}

function textFailures({ type, findings }: SettingsField, value: unknown, path: string): string[] {
  if (typeof value !== "string" || value === "") {
    return ["It must be a text that is not empty."];
  }
  const found =
    findings?.(value, path) ?? (type === undefined ? [] : resourceIdFindings(value, path, type));
  return found.map(reasonIn);
}
