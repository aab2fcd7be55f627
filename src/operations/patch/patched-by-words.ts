import type { PatchedBy } from "../../azure/guest-patching";

/** What `evergreen patch mode` calls those who may patch. */
export const patchedByWords = {
  platform: "Platform",
  schedule: "Schedule",
  os: "OperatingSystem",
  manual: "Nobody",
} as const satisfies Readonly<Record<string, PatchedBy>>;

export type PatchedByWord = keyof typeof patchedByWords;
