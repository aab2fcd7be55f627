import { createHash } from "node:crypto";
import type { Platform } from "../operation";

/**
 * Keeps whether a secret is still the same, not the secret: eight digits of a digest, which tell a
 * change and can be led back to no value.
 *
 * @returns Whether it differs from what was given before.
 */
export function markSecret(platform: Platform, resourceId: string, secret: string): boolean {
  const marks = marksOf(platform);
  const key = resourceId.toLowerCase();
  const mark = markOf(key, secret);
  const changed = marks.get(key) !== mark;
  marks.set(key, mark);
  return changed;
}

/** Whether a secret differs from the one that was marked. */
export function differsFromMark(platform: Platform, resourceId: string, secret: string): boolean {
  const key = resourceId.toLowerCase();
  return marksOf(platform).get(key) !== markOf(key, secret);
}

function markOf(key: string, secret: string): string {
  return createHash("sha256").update(`${key}\n${secret}`).digest("hex").slice(0, 8);
}

function marksOf(platform: Platform): Map<string, string> {
  return platform.estate.notes<string>("marks of automation secrets");
}
