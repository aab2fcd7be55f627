import assert from "node:assert/strict";
import fc from "fast-check";
import { recoveryPointsOf } from "../../src/azure/recovery-points";

const from = new Date("2026-11-01T08:00:00Z");

function after(minutes: number): Date {
  return new Date(from.getTime() + minutes * 60_000);
}

describe("recovery points", () => {
  it("are made every five minutes, and as often as asked with applications at rest", () => {
    const points = recoveryPointsOf(
      { from, until: after(62) },
      { retentionInMinutes: 30, appConsistentFrequencyInMinutes: 60 },
    );
    assert.deepEqual(
      points.map(({ time, type }) => `${time.toISOString().slice(11, 16)} ${type}`),
      [
        "09:00 ApplicationConsistent",
        "08:55 CrashConsistent",
        "08:50 CrashConsistent",
        "08:45 CrashConsistent",
        "08:40 CrashConsistent",
        "08:35 CrashConsistent",
      ],
    );
  });

  it("are none before the first, and one without a retention", () => {
    const policy = { retentionInMinutes: 0, appConsistentFrequencyInMinutes: 0 };
    assert.deepEqual(recoveryPointsOf({ from, until: after(-1) }, policy), []);
    assert.deepEqual(recoveryPointsOf({ from, until: after(14) }, policy), [
      { time: after(10), type: "CrashConsistent" },
    ]);
  });

  it("grow older when nothing is replicated any more", () => {
    const policy = { retentionInMinutes: 10, appConsistentFrequencyInMinutes: 0 };
    const times = { from, until: after(20), keptFrom: after(25) };
    assert.deepEqual(
      recoveryPointsOf(times, policy).map(({ time }) => time),
      [after(20), after(15)],
    );
  });

  it("stand within the retention, the latest first", () => {
    const minutes = fc.integer({ min: 0, max: 30_000 });
    fc.assert(
      fc.property(minutes, minutes, fc.integer({ min: 0, max: 720 }), (age, kept, frequency) => {
        const points = recoveryPointsOf(
          { from, until: after(age) },
          { retentionInMinutes: kept, appConsistentFrequencyInMinutes: frequency },
        );
        assert.ok(points.length >= 1);
        points.forEach(({ time }, i) => {
          assert.ok(i === 0 || (points[i - 1]?.time ?? from) > time);
          assert.ok(time >= from && time <= after(age));
        });
      }),
    );
  });
});
