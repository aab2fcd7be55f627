import assert from "node:assert/strict";
import { readSource } from "../../../src/policy/sources/detect";

/** How Pulumi writes a secret into JSON. */
export function secret(value: { ciphertext: string } | { plaintext: string }): object {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ...value };
}

export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export const subscription = "00000000-0000-0000-0000-000000000001";

/** Asserts the exact text by which something is refused. */
export function assertRefused(value: unknown, message: string): void {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  assert.throws(() => readSource(text), { name: "SourceError", message });
}
