import type { Finding } from "./finding";

/** Refuses notes that are longer than a lock holds. Source: learn.microsoft.com rest/api/resources/management-locks. */
export function lockNotesFindings(notes: string, path: string): Finding[] {
  return notes.length <= 512
    ? []
    : [
        {
          ruleId: "EVG-LOCK-001",
          severity: "error",
          propertyPath: path,
          message: `The notes of the lock have ${notes.length} characters, and a lock holds 512.`,
          fix: "Say it in 512 characters or fewer.",
        },
      ];
}
