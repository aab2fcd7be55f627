import { createHash } from "node:crypto";

/** Namespace of the package's GUIDs: the version 5 GUID of `azure-evergreen` in RFC 4122's DNS namespace. */
export const guidNamespace = "aa249afb-a17a-59e7-9ff2-168fc43d3d60";

/** Whether a text is a GUID in its usual form: 8-4-4-4-12 hexadecimal digits, no braces, any case. */
export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

/**
 * The same GUID for the same parts, whatever their case: names role assignments and definitions so
 * that a second deployment finds the first one's. Version 5 of RFC 4122.
 *
 * Throws a `RangeError` without parts.
 */
export function deterministicGuid(...parts: string[]): string {
  if (parts.length === 0) {
    throw new RangeError("A deterministic GUID needs at least one part.");
  }
  // A line break stands in no Azure id or name, so it keeps ("a", "bc") apart from ("ab", "c").
  return nameBasedGuid(guidNamespace, parts.join("\n").toLowerCase());
}

/** Version 5 (SHA-1, name-based) GUID of RFC 4122. */
export function nameBasedGuid(namespace: string, name: string): string {
  const bytes = createHash("sha1")
    .update(Buffer.from(namespace.replaceAll("-", ""), "hex"))
    .update(name, "utf8")
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
}
