import { isDeepStrictEqual } from "node:util";
import type { StoredResource } from "../estate";
import { asObject, type JsonObject } from "../json";
import type { Call } from "../operation";

/**
 * Properties with Automation's time stamps: a write that changes nothing else leaves them as they are.
 *
 * @param changed - Whether something changes that is not kept. Defaults to `false`.
 */
export function stamped(
  call: Call,
  existing: StoredResource | undefined,
  properties: JsonObject,
  changed = false,
): JsonObject {
  const now = call.clock.now().toISOString();
  const { creationTime = now, lastModifiedTime = now, ...before } = asObject(existing?.properties);
  const same = existing !== undefined && !changed && isDeepStrictEqual(before, properties);
  return { ...properties, creationTime, lastModifiedTime: same ? lastModifiedTime : now };
}
