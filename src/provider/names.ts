import {
  isUnknown,
  type CallContext,
  type CheckFailure,
  type CheckRequest,
} from "../plugin/handlers";
import { textOf } from "../arm/azure-object";

/**
 * The name of an object: as given, else as in the last deployment, else the resource's own name, or
 * what the project's `pulumi:autonaming` makes of it. `undefined` when none may be chosen.
 */
export function chooseName(
  given: unknown,
  property: string,
  { oldInputs, autonaming }: CheckRequest,
  { name }: CallContext,
): unknown {
  if (given !== undefined) {
    return given;
  }
  const before = textOf(oldInputs?.[property]);
  if (before !== undefined) {
    return before;
  }
  return autonaming?.mode === "disable" ? undefined : (textOf(autonaming?.proposedName) ?? name);
}

/** Refuses what cannot stand as a name in an ARM id. */
export function nameFailures(name: unknown, property: string): CheckFailure[] {
  if (isUnknown(name)) {
    return [];
  }
  const text = textOf(name);
  if (text === undefined) {
    const reason =
      name === undefined
        ? `${property} is missing, and \`pulumi:autonaming\` is disabled. Give ${property}.`
        : `${property} must be a text that is not empty.`;
    return [{ property, reason }];
  }
  const wrong = /[/\\?#%&<>]|\p{Cc}/u.exec(text)?.[0];
  return wrong === undefined
    ? []
    : [
        {
          property,
          reason: `"${text}" cannot be a name in an Azure id: it holds ${JSON.stringify(wrong)}. Give ${property}.`,
        },
      ];
}
