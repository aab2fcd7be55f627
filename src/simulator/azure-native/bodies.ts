import type { ArmRequest } from "../../arm/transport";
import type { Properties, UpdateRequest } from "../../plugin/handlers";
import type { Members } from "./declaration-parser";
import { isObject, setValueAt, valueAt, type JsonObject } from "./json-values";
import { placeOfArgument } from "./layouts";
import type { ResourceDeclaration } from "./sdk-declarations";
import type { Session } from "./session";
import { pathArguments, type Translation } from "./translation";

/** A resource type with what is known of it. */
export interface TranslatedType {
  readonly session: Session;
  readonly translation: Translation;
  readonly declaration: ResourceDeclaration;
}

/** The arguments that go into a request's body. */
export function bodyMembers({ translation, declaration }: TranslatedType): Members {
  const elsewhere = new Set([...pathArguments(translation), ...(translation.query ?? [])]);
  if (translation.apiVersionArgument === true) {
    elsewhere.add("apiVersion");
  }
  return new Map([...declaration.arguments].filter(([name]) => !elsewhere.has(name)));
}

/**
 * The body that creates a resource, or that replaces what Azure holds. Maintained lists that the
 * program leaves unset are empty, or as they stand in `live`.
 */
export function requestBody(
  type: TranslatedType,
  inputs: Properties,
  id: string,
  live: unknown,
): JsonObject {
  const { translation, session } = type;
  const body = session.conversion.toArm(inputs, bodyMembers(type), translation);
  for (const path of unsetMaintained(translation, inputs)) {
    const place = placeOfMaintained(translation, path);
    setValueAt(body, place, valueAt(live, place) ?? []);
  }
  return resolveSelf(body, id) as JsonObject;
}

/** The request that updates a resource: a full PUT, or a PATCH where identities are taken away. */
export async function updateRequest(
  type: TranslatedType,
  { id, oldInputs, newInputs }: UpdateRequest,
  url: string,
  readLive: () => Promise<unknown>,
): Promise<ArmRequest> {
  const { translation } = type;
  const inputs = { ...resetArguments(translation, oldInputs, newInputs), ...newInputs };
  const live = unsetMaintained(translation, inputs).length > 0 ? await readLive() : undefined;
  const body = requestBody(type, inputs, id, live);
  const removed = removedIdentities(oldInputs, newInputs);
  for (const identity of removed) {
    setValueAt(body, ["identity", "userAssignedIdentities", identity], null);
  }
  return { method: removed.length > 0 ? "PATCH" : "PUT", url, body };
}

/** Arguments that were set before and now go back to what Azure has by itself. */
function resetArguments(
  { resetWhenRemoved }: Translation,
  oldInputs: Properties,
  newInputs: Properties,
): Properties {
  return Object.fromEntries(
    Object.entries(resetWhenRemoved ?? {}).filter(
      ([name]) => oldInputs[name] !== undefined && newInputs[name] === undefined,
    ),
  );
}

function unsetMaintained({ maintained }: Translation, inputs: Properties): string[] {
  return (maintained ?? []).filter((path) => valueAt(inputs, path.split(".")) === undefined);
}

function placeOfMaintained(translation: Translation, path: string): readonly string[] {
  const [first = "", ...rest] = path.split(".");
  return [...placeOfArgument(translation, first), ...rest];
}

function removedIdentities(oldInputs: Properties, newInputs: Properties): string[] {
  if (!isObject(newInputs.identity)) {
    return [];
  }
  const kept = new Set(identitiesOf(newInputs));
  return identitiesOf(oldInputs).filter((id) => !kept.has(id));
}

function identitiesOf(inputs: Properties): string[] {
  const listed = valueAt(inputs, ["identity", "userAssignedIdentities"]);
  return Array.isArray(listed) ? listed.filter((id) => typeof id === "string") : [];
}

/** A reference inside a resource to one of its own parts begins with `$self`. */
function resolveSelf(value: unknown, id: string): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => resolveSelf(item, id));
  }
  if (!isObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      name === "id" && typeof item === "string" && item.startsWith("$self/")
        ? `${id}${item.slice("$self".length)}`
        : resolveSelf(item, id),
    ]),
  );
}
