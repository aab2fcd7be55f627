import type { Properties, ReadRequest } from "../../plugin/handlers";
import { bodyMembers, type TranslatedType } from "./bodies";
import { isObject, sameJson, valueAt, type JsonObject } from "./json-values";

/** The arguments that an imported resource would have been given, those of its path aside. */
export function importedArguments(type: TranslatedType, outputs: Properties): Properties {
  // An output of this name is something else than the argument.
  const other = new Set(["id", ...Object.keys(type.translation.argumentRenames ?? {})]);
  const members = new Map([...bodyMembers(type)].filter(([name]) => !other.has(name)));
  return type.session.conversion.toArguments(outputs, members);
}

/**
 * The arguments of a resource after a refresh: the old ones, changed where Azure now answers
 * something else than it did. What Azure chose by itself and left so does not appear.
 */
export function driftedArguments(
  type: TranslatedType,
  { inputs, outputs: oldOutputs }: ReadRequest,
  outputs: Properties,
): Properties {
  const before = importedArguments(type, oldOutputs);
  const after = importedArguments(type, outputs);
  for (const path of type.translation.maintained ?? []) {
    const names = path.split(".");
    if (valueAt(inputs, names) === undefined) {
      deleteAt(before, names);
      deleteAt(after, names);
    }
  }
  return withChanges(inputs, before, after);
}

function withChanges(inputs: JsonObject, before: JsonObject, after: JsonObject): JsonObject {
  const changed = { ...inputs };
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now, given] = [before[name], after[name], inputs[name]];
    if (sameJson(old, now)) {
      continue;
    }
    if (now === undefined) {
      Reflect.deleteProperty(changed, name);
    } else {
      changed[name] =
        isObject(old) && isObject(now) && isObject(given) ? withChanges(given, old, now) : now;
    }
  }
  return changed;
}

function deleteAt(target: JsonObject, path: readonly string[]): void {
  const owner = valueAt(target, path.slice(0, -1));
  const name = path.at(-1);
  if (isObject(owner) && name !== undefined) {
    Reflect.deleteProperty(owner, name);
  }
}
