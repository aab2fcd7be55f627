import { ListValue, NullValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "./handlers";
import { hasSecrets, marksAt, noSecrets, type Marked, type SecretMarks } from "./secrets";

/** The property that tells Pulumi's special values from plain objects. */
export const signatureProperty = "4dabf18193072939515e22adb298388d";
/** What a secret has there. */
export const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const kindOfSignature: Readonly<Record<string, string>> = {
  c44067f5952c0a294b673a41bacd8c17: "an asset",
  "0def7320c3a5731c473e5ecbe6d01bc7": "an archive",
  "5cf8f73096256a8f31e491e813e4eb8e": "a resource",
  d0e6a833031e9bbcd3f4e8bde6ca49a4: "an output",
};

/** A value that the engine sent and that no handler can take. */
export class UnsupportedValueError extends Error {
  constructor(propertyPath: string, kind: string) {
    super(
      `${propertyPath} is ${kind}; only plain values can stand here. Give its content instead.`,
    );
    this.name = "UnsupportedValueError";
  }
}

/**
 * Properties as the engine sends them, with secrets opened and marked. Unknown values stay the
 * string that stands for them. Throws {@linkcode UnsupportedValueError} for assets, archives and
 * other references.
 */
export function decodeProperties(struct: Struct | undefined): Marked<Properties> {
  return struct === undefined ? { value: {}, secrets: noSecrets } : decodeStruct(struct, "");
}

/** Properties as the engine takes them: JSON, with what is marked wrapped as secret. */
export function encodeProperties(properties: Properties, secrets: SecretMarks = noSecrets): Struct {
  const struct = new Struct();
  const fields = struct.getFieldsMap();
  for (const [name, value] of Object.entries(properties)) {
    const encoded = encodeValue(value, marksAt(secrets, name));
    if (encoded !== undefined) {
      fields.set(name, encoded);
    }
  }
  return struct;
}

function decodeStruct(struct: Struct, path: string): Marked<Properties> {
  const value: Properties = {};
  const secrets: Record<string, SecretMarks> = {};
  struct.getFieldsMap().forEach((field, name) => {
    const decoded = decodeValue(field, path === "" ? name : `${path}.${name}`);
    value[name] = decoded.value;
    if (hasSecrets(decoded.secrets)) {
      secrets[name] = decoded.secrets;
    }
  });
  return { value, secrets };
}

function decodeValue(value: Value, path: string): Marked<unknown> {
  switch (value.getKindCase()) {
    case Value.KindCase.STRING_VALUE:
      return { value: value.getStringValue(), secrets: noSecrets };
    case Value.KindCase.NUMBER_VALUE:
      return { value: value.getNumberValue(), secrets: noSecrets };
    case Value.KindCase.BOOL_VALUE:
      return { value: value.getBoolValue(), secrets: noSecrets };
    case Value.KindCase.LIST_VALUE:
      return decodeList(value.getListValue(), path);
    case Value.KindCase.STRUCT_VALUE:
      return decodeObject(value.getStructValue() ?? new Struct(), path);
    default:
      return { value: null, secrets: noSecrets };
  }
}

function decodeList(list: ListValue | undefined, path: string): Marked<unknown[]> {
  const items = (list?.getValuesList() ?? []).map((item, index) =>
    decodeValue(item, `${path}[${index}]`),
  );
  const secret = items.some((item) => hasSecrets(item.secrets));
  return { value: items.map((item) => item.value), secrets: secret ? true : noSecrets };
}

function decodeObject(struct: Struct, path: string): Marked<unknown> {
  const fields = struct.getFieldsMap();
  const signature = fields.get(signatureProperty)?.getStringValue();
  if (signature === undefined) {
    return decodeStruct(struct, path);
  }
  if (signature !== secretSignature) {
    throw new UnsupportedValueError(path, kindOfSignature[signature] ?? "a value of unknown kind");
  }
  const inner = fields.get("value");
  return { value: inner === undefined ? null : decodeValue(inner, path).value, secrets: true };
}

/** Answers `undefined` for what JSON leaves out. */
function encodeValue(value: unknown, secrets: SecretMarks): Value | undefined {
  const encoded = encodePlain(value, secrets === true ? noSecrets : secrets);
  const secret = secrets === true || (hasSecrets(secrets) && !encoded?.hasStructValue());
  return encoded !== undefined && secret ? wrapSecret(encoded) : encoded;
}

function encodePlain(value: unknown, secrets: SecretMarks): Value | undefined {
  const encoded = new Value();
  if (typeof value === "string") {
    encoded.setStringValue(value);
  } else if (typeof value === "number" && Number.isFinite(value)) {
    encoded.setNumberValue(value);
  } else if (typeof value === "boolean") {
    encoded.setBoolValue(value);
  } else if (value === null || typeof value === "number") {
    encoded.setNullValue(NullValue.NULL_VALUE);
  } else if (typeof value !== "object") {
    return undefined;
  } else if (Array.isArray(value)) {
    encoded.setListValue(encodeList(value));
  } else if ("toJSON" in value && typeof value.toJSON === "function") {
    return encodePlain((value as { toJSON(): unknown }).toJSON(), secrets);
  } else {
    encoded.setStructValue(encodeProperties(value as Properties, secrets));
  }
  return encoded;
}

function encodeList(items: readonly unknown[]): ListValue {
  const list = new ListValue();
  for (const item of items) {
    const encoded = encodePlain(item, noSecrets) ?? encodePlain(null, noSecrets);
    list.addValues(encoded);
  }
  return list;
}

function wrapSecret(value: Value): Value {
  const signature = new Value();
  signature.setStringValue(secretSignature);
  const wrapper = new Struct();
  wrapper.getFieldsMap().set(signatureProperty, signature);
  wrapper.getFieldsMap().set("value", value);
  const wrapped = new Value();
  wrapped.setStructValue(wrapper);
  return wrapped;
}
