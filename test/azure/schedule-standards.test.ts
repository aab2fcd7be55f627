import assert from "node:assert/strict";
import { describeFinding } from "../../src/azure/finding";
import { scheduleAttachedFindings } from "../../src/azure/schedule-standards";

describe("standards of schedules", () => {
  it("ask for one schedule at least", () => {
    assert.deepEqual(scheduleAttachedFindings(1, "machine"), []);
    assert.deepEqual(scheduleAttachedFindings(0, "machine").map(describeFinding), [
      "machine: No maintenance schedule reaches the machine, so nobody decides when it is patched. Assign a maintenance configuration of scope InGuestPatch to it, or a dynamic scope that it fits. [EVG-MAINTENANCE-020]",
    ]);
  });
});
