import { isGuid } from "../../azure/guid";
import { asArray, asText, isObject, valueAt } from "../json";
import { type SavedEstate, savedEstateFormat, savedEstateVersion } from "./saved-estate";

/** A text that is no saved estate of a version that is known. */
export class SavedEstateError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SavedEstateError";
  }
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string" && value !== "";
const isTime: Check = (value) => typeof value === "string" && !Number.isNaN(Date.parse(value));
const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isOneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    words.includes(asText(value) ?? "");
const isListOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && asArray(value).every(check);
const isMapOf =
  (check: Check): Check =>
  (value) =>
    isObject(value) && Object.values(value).every(check);
const hasAll =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isObject(value) && Object.entries(checks).every(([name, check]) => check(value[name]));

const isResource = hasAll({ id: isText, name: isText, type: isText });
const isRegistration = isOneOf("NotRegistered", "Registering", "Registered", "Unregistered");
const isPrincipal = hasAll({
  objectId: isText,
  kind: isOneOf("ServicePrincipal", "User", "Group"),
  displayName: (value) => typeof value === "string",
});

/** What every part has to be, by its place. */
const parts: Readonly<Record<string, Check>> = {
  time: isTime,
  tenantId: (value) => isGuid(asText(value) ?? ""),
  subscriptionId: (value) => isGuid(asText(value) ?? ""),
  randomSeed: (value) => typeof value === "string",
  idsDrawn: isCount,
  resources: isListOf(isResource),
  notes: isMapOf(isObject),
  "registrations.others": isRegistration,
  "registrations.states": isMapOf(isRegistration),
  features: isListOf(
    hasAll({
      providerNamespace: isText,
      featureName: isText,
      state: isRegistration,
      registeredOn: isTime,
      inForce: (value) => typeof value === "boolean",
      reachesProvider: (value) => typeof value === "boolean",
    }),
  ),
  "directory.principals": isListOf(
    hasAll({ principal: isPrincipal, knownFrom: (value) => Number.isFinite(value) }),
  ),
  "directory.incarnations": isMapOf(isCount),
  roles: isListOf(isResource),
  operatorAssignments: isListOf(isResource),
};

/**
 * Reads the text of a saved estate.
 *
 * @throws SavedEstateError when it is none, is cut, or has a version that is not known; the message
 *   tells the reason, and never what stands in the text.
 */
export function readSavedEstate(text: string): SavedEstate {
  const value = parse(text);
  if (valueAt(value, "format") !== savedEstateFormat) {
    throw new SavedEstateError(`It is no saved estate: "format" is not "${savedEstateFormat}".`);
  }
  const version = valueAt(value, "version");
  if (version !== savedEstateVersion) {
    const named = typeof version === "number" || typeof version === "string" ? version : "none";
    throw new SavedEstateError(
      `It has the version ${named}, and this release reads version ${savedEstateVersion} only.`,
    );
  }
  const wrong = Object.entries(parts)
    .filter(([path, check]) => !check(valueAt(value, path)))
    .map(([path]) => path);
  if (wrong.length > 0) {
    throw new SavedEstateError(`It is damaged: missing or malformed are ${wrong.join(", ")}.`);
  }
  return value as SavedEstate;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new SavedEstateError("It is not JSON, or is cut.");
  }
}
