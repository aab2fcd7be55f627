import assert from "node:assert/strict";
import { describeFinding } from "../../src/azure/finding";
import { lockNotesFindings } from "../../src/azure/resource-lock";

describe("locks", () => {
  it("hold 512 characters of notes", () => {
    assert.deepEqual(lockNotesFindings("n".repeat(512), "notes"), []);
    assert.deepEqual(lockNotesFindings("n".repeat(513), "notes").map(describeFinding), [
      "notes: The notes of the lock have 513 characters, and a lock holds 512. Say it in 512 characters or fewer. [EVG-LOCK-001]",
    ]);
  });
});
