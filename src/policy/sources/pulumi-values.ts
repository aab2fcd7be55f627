import { secretSignature, signatureProperty } from "../../plugin/property-values";
import { hasSecrets, noSecrets, type SecretMarks } from "../../plugin/secrets";
import { isObject, unknownValue } from "../model/reader";
import { SourceError } from "./source";

/** What a preview shows in place of a secret. */
const blankedSecret = "[secret]";

/** Properties as Pulumi writes them into JSON, read. */
export interface ReadProperties {
  readonly values: Record<string, unknown>;
  readonly secrets: SecretMarks;
  /** How many secrets cannot be seen: they are encrypted, or blanked out. */
  readonly hidden: number;
}

/** Reads a resource's inputs or outputs. A secret that cannot be seen becomes the value that stands for unknown ones. */
export function readProperties(given: unknown, path: string): ReadProperties {
  if (given === undefined || given === null) {
    return { values: {}, secrets: noSecrets, hidden: 0 };
  }
  const { value, secrets, hidden } = readValue(given, path);
  if (!isObject(value)) {
    throw new SourceError(path, "There is no object.");
  }
  return { values: value, secrets, hidden };
}

interface ReadValue {
  readonly value: unknown;
  readonly secrets: SecretMarks;
  readonly hidden: number;
}

function readValue(given: unknown, path: string): ReadValue {
  if (given === blankedSecret) {
    return { value: unknownValue, secrets: true, hidden: 1 };
  }
  if (Array.isArray(given)) {
    const items = given.map((item, index) => readValue(item, `${path}[${index}]`));
    return {
      value: items.map(({ value }) => value),
      // Items may move, so one secret among them makes all of them secret.
      secrets: items.some(({ secrets }) => hasSecrets(secrets)) ? true : noSecrets,
      hidden: sum(items),
    };
  }
  if (!isObject(given)) {
    return { value: given, secrets: noSecrets, hidden: 0 };
  }
  if (given[signatureProperty] === secretSignature) {
    return readSecret(given, path);
  }
  const entries = Object.entries(given).map(
    ([name, inner]) => [name, readValue(inner, `${path}.${name}`)] as const,
  );
  return {
    value: Object.fromEntries(entries.map(([name, { value }]) => [name, value])),
    secrets: Object.fromEntries(
      entries.flatMap(([name, { secrets }]) => (hasSecrets(secrets) ? [[name, secrets]] : [])),
    ),
    hidden: sum(entries.map(([, read]) => read)),
  };
}

/** The plain text, where `--show-secrets` wrote it, is JSON. */
function readSecret(given: Readonly<Record<string, unknown>>, path: string): ReadValue {
  const { plaintext } = given;
  if (typeof plaintext !== "string") {
    return { value: unknownValue, secrets: true, hidden: 1 };
  }
  let value: unknown;
  try {
    value = JSON.parse(plaintext);
  } catch {
    throw new SourceError(`${path}.plaintext`, "It is no JSON.");
  }
  const read = readValue(value, path);
  return { value: read.value, secrets: true, hidden: read.hidden };
}

function sum(read: readonly ReadValue[]): number {
  return read.reduce((total, { hidden }) => total + hidden, 0);
}
