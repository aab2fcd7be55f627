import assert from "node:assert/strict";
import { statusView } from "../../../src/cli/patch/status-view";
import { machineStatus } from "../../../src/operations/patch/machine-status";
import type { PatchMachine } from "../../../src/operations/patch/machines";
import { nextPatchingAfter } from "../../../src/operations/patch/next-patching";
import { summaryOf } from "../../../src/operations/patch/status-summary";
import { bypass, nightly, now, patchMachine } from "../../operations/patch/patch-machine";

function viewOf(...machines: readonly PatchMachine[]): ReturnType<typeof statusView> {
  const next = nextPatchingAfter(now, { fromHour: 22, toHour: 6 });
  const statuses = machines.map((machine) =>
    machineStatus(machine, { now, staleAfterInHours: 48, next: next(machine), view: undefined }),
  );
  return statusView({
    takenAt: now.toISOString(),
    scope: "the whole subscription",
    summary: summaryOf(statuses),
    machines: statuses,
    notes: [],
    requests: 3,
  });
}

describe("The view of a fleet's patches", () => {
  it("counts what the last installation did, and tells each next time in its own time zone", () => {
    const { tables, after = [] } = viewOf(
      patchMachine({
        row: {
          ...{ name: "a", location: "japaneast", powerState: "PowerState/running" },
          ...{ installationStatus: "CompletedWithWarnings", maintenanceWindowExceeded: false },
          ...{ installationStartedAt: "2026-11-09T22:00:00Z", installedCount: 3, failedCount: 1 },
          ...{ pendingCount: 2, excludedCount: 4 },
          missingByClassification: { critical: 1, security: 2, updates: 5 },
        },
      }),
      patchMachine({
        settings: bypass,
        schedules: [nightly],
        row: {
          ...{ name: "b", assessedAt: "", missingByClassification: null },
          rebootPending: true,
        },
      }),
    );
    assert.deepEqual(
      tables[0]?.rows.map((row) => row.slice(2)),
      [
        [
          ...["running", "Platform", 3, 5, "2026-11-10 06:00 UTC"],
          "2026-11-09 22:00 UTC: 3 installed, 1 failed, 2 pending, 4 excluded",
          ...["2026-11-10 22:00 Asia/Tokyo (off-peak)", "InstallationFailed"],
        ],
        [
          ...["running", "Schedule", undefined, undefined, "not in 7 days", undefined],
          ...["2026-11-10 22:00 Europe/Berlin (nightly)", "AssessmentMissing"],
        ],
      ],
    );
    assert.equal(
      after.at(-1),
      "2 machines, 2 of them in need of attention; patched: 1 by Azure, 1 by schedules. 1 not assessed, 1 with a failed installation.",
    );
  });

  it("tells of twenty machines one by one, and of how many more there are", () => {
    const machines = Array.from({ length: 22 }, (_, index) =>
      patchMachine({ settings: bypass, row: { name: `vm${index}` } }),
    );
    const { after = [] } = viewOf(...machines);
    assert.equal(after.filter((line) => line.startsWith("vm")).length, 20);
    assert.equal(after.at(-2), "Of 2 more machines --json tells what is the matter.");
    assert.equal(
      after.at(-1),
      "22 machines, 22 of them in need of attention; patched: 22 by nobody.",
    );
  });
});
