import { isUnknown, type CheckFailure } from "../../plugin/handlers";
import type { Conversion } from "./conversion";
import { isIdentityList } from "./conversion";
import type { Members, Shape } from "./declaration-parser";
import { isObject, type JsonObject } from "./json-values";
import type { TextLimits, Translation } from "./translation";

/** Everything wrong with checked arguments; unknown values are not judged. */
export function argumentFailures(
  conversion: Conversion,
  translation: Translation,
  members: Members,
  args: JsonObject,
): CheckFailure[] {
  const problems = objectProblems(conversion, members, args, "");
  for (const [name, limits] of Object.entries(translation.limits ?? {})) {
    problems.push(...textProblems(name, args[name], limits));
  }
  return problems.map((reason) => ({ reason }));
}

function objectProblems(
  conversion: Conversion,
  members: Members,
  value: JsonObject,
  prefix: string,
): string[] {
  return [...members].flatMap(([name, { shape, required }]) => {
    const path = `${prefix}${name}`;
    const item = value[name];
    if (item === undefined || item === null) {
      return required ? [`missing required property '${path}'`] : [];
    }
    return isIdentityList(name, shape) && isObject(item)
      ? [typeProblem(path, "array", item)]
      : valueProblems(conversion, shape, item, path);
  });
}

function valueProblems(
  conversion: Conversion,
  declared: Shape,
  value: unknown,
  path: string,
): string[] {
  const shape = conversion.resolve(value, declared);
  if (isUnknown(value) || shape.kind === "any") {
    return [];
  }
  switch (shape.kind) {
    case "object":
      return isObject(value)
        ? objectProblems(conversion, conversion.members(shape.name), value, `${path}.`)
        : [typeProblem(path, "object", value)];
    case "map":
      return isObject(value)
        ? Object.entries(value).flatMap(([key, item]) =>
            valueProblems(conversion, shape.of, item, `${path}.${key}`),
          )
        : [typeProblem(path, "object", value)];
    case "list":
      return Array.isArray(value)
        ? value.flatMap((item, index) =>
            valueProblems(conversion, shape.of, item, `${path}[${index}]`),
          )
        : [typeProblem(path, "array", value)];
    case "string":
    case "number":
    case "boolean":
      return typeof value === shape.kind ? [] : [typeProblem(path, shape.kind, value)];
    default:
      return [];
  }
}

function textProblems(name: string, value: unknown, limits: TextLimits): string[] {
  if (typeof value !== "string" || isUnknown(value)) {
    return [];
  }
  const problems: string[] = [];
  if (value.length < limits.shortest) {
    problems.push(
      `'${name}' is too short (${value.length}): at least ${limits.shortest} characters required`,
    );
  }
  if (value.length > limits.longest) {
    problems.push(
      `'${name}' is too long (${value.length}): at most ${limits.longest} characters allowed`,
    );
  }
  if (!new RegExp(limits.expression).test(value)) {
    problems.push(`'${name}' does not match expression '${limits.expression}'`);
  }
  return problems;
}

function typeProblem(path: string, wanted: string, value: unknown): string {
  const got = Array.isArray(value) ? "array" : typeof value;
  return `'${path}' should be of type '${wanted}' but got ${got}`;
}
