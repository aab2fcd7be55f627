import assert from "node:assert/strict";
import type { BackupPolicy } from "../../src/azure/backup-policy";
import {
  instantPointFindings,
  instantPointsKept,
  machineBackedUpFindings,
  retentionStandardFindings,
} from "../../src/azure/backup-standards";

const daily: BackupPolicy = {
  type: "V2",
  frequency: "Daily",
  runTimes: ["2026-01-01T02:00:00Z"],
  runDays: [],
};

function hourly(windowInHours: number, instantRetentionInDays: number): BackupPolicy {
  return {
    ...daily,
    frequency: "Hourly",
    hourly: { intervalInHours: 4, windowInHours },
    instantRetentionInDays,
  };
}

describe("standards of backups", () => {
  it("count the instant recovery points that a schedule keeps", () => {
    assert.equal(instantPointsKept(daily), 7);
    assert.equal(instantPointsKept(hourly(12, 4)), 16);
    assert.equal(instantPointsKept(hourly(24, 3)), 18);
    const weekly: BackupPolicy = { ...daily, frequency: "Weekly", runDays: ["Sunday", "Friday"] };
    assert.equal(instantPointsKept({ ...weekly, instantRetentionInDays: 30 }), 9);
  });

  it("take 18 instant recovery points and no more", () => {
    assert.deepEqual(instantPointFindings(hourly(24, 3), "days"), []);
    assert.deepEqual(
      instantPointFindings(hourly(24, 4), "days").map(({ message }) => message),
      [
        "The schedule makes 24 instant recovery points in the 4 days for which each is kept, and a machine has at most 18.",
      ],
    );
  });

  it("count a weekly policy's retention in weeks", () => {
    const weekly = { frequency: "Weekly", weekly: { times: [], count: 5 } } as const;
    assert.deepEqual(retentionStandardFindings(weekly, 35, "kept"), []);
    assert.deepEqual(
      retentionStandardFindings(weekly, 36, "kept").map(({ message, fix }) => `${message} ${fix}`),
      [
        "Recovery points are kept for 35 days, and 36 are wanted. Keep weekly recovery points for at least 6 weeks.",
      ],
    );
  });

  it("tell a machine whose backups are stopped from one that has none", () => {
    const messages = [true, false].flatMap((stopped) =>
      machineBackedUpFindings({ name: "web", backedUp: false, stopped }, "id").map(
        ({ message }) => message,
      ),
    );
    assert.deepEqual(messages, [
      'Backups of the machine "web" are stopped, so it gets no new recovery points.',
      'Nothing in the stack backs up the machine "web".',
    ]);
  });
});
