import assert from "node:assert/strict";
import {
  type BackupPolicy,
  backupPolicyFindings,
  instantRetentionOf,
} from "../../src/azure/backup-policy";

const at = "2026-11-01T22:00:00Z";
const daily: BackupPolicy = {
  type: "V1",
  frequency: "Daily",
  runTimes: [at],
  runDays: [],
  daily: { times: [at], count: 30 },
};
const weekly: BackupPolicy = {
  type: "V1",
  frequency: "Weekly",
  runTimes: [at],
  runDays: ["Sunday"],
  weekly: { times: [at], count: 12 },
};
const hourly: BackupPolicy = {
  type: "V2",
  frequency: "Hourly",
  runTimes: [],
  runDays: [],
  hourly: { intervalInHours: 4, windowInHours: 16 },
  daily: { times: [at], count: 30 },
};

function rules(policy: BackupPolicy, change: Partial<BackupPolicy> = {}): string[] {
  return backupPolicyFindings({ ...policy, ...change }, "").map(({ ruleId }) => ruleId);
}

describe("backup policies", () => {
  it("that Azure takes are found to be right", () => {
    assert.deepEqual(
      [daily, weekly, hourly].map((policy) => rules(policy)),
      [[], [], []],
    );
    assert.deepEqual([daily, weekly, hourly].map(instantRetentionOf), [2, 5, 7]);
  });

  it("keep instant recovery points for 1 to 5 days, Enhanced ones for 1 to 30, weekly Standard ones for 5", () => {
    const days = (policy: BackupPolicy, instantRetentionInDays: number): string[] =>
      rules(policy, { instantRetentionInDays });
    assert.deepEqual(
      [1, 5, 6, 0, 1.5].map((n) => days(daily, n)),
      [[], [], ["EVG-BACKUP-017"], ["EVG-BACKUP-017"], ["EVG-BACKUP-017"]],
    );
    assert.deepEqual(
      [1, 30, 31].map((n) => days(hourly, n)),
      [[], [], ["EVG-BACKUP-017"]],
    );
    assert.deepEqual(
      [5, 2].map((n) => days(weekly, n)),
      [[], ["EVG-BACKUP-016"]],
    );
  });

  it("back up by the hour only as Enhanced ones, every 4, 6, 8, 12 or 24 hours", () => {
    assert.deepEqual(rules({ ...hourly, type: "V1" }), ["EVG-BACKUP-010", "EVG-BACKUP-021"]);
    const every = (intervalInHours: number, windowInHours: number): string[] =>
      rules(hourly, { hourly: { intervalInHours, windowInHours } });
    assert.deepEqual(every(5, 12), ["EVG-BACKUP-011"]);
    assert.deepEqual(every(24, 24), []);
    assert.deepEqual(every(12, 8), ["EVG-BACKUP-015"]);
    assert.deepEqual(every(4, 25), ["EVG-BACKUP-015"]);
  });

  it("have one time on the hour or the half hour, and days for weekly backups", () => {
    const half = "2026-11-01T22:30:00Z";
    assert.deepEqual(rules(daily, { runTimes: [half], daily: { times: [half], count: 7 } }), []);
    const odd = "2026-11-01T22:10:00Z";
    assert.deepEqual(rules(daily, { runTimes: [odd], daily: { times: [odd], count: 7 } }), [
      "EVG-BACKUP-013",
    ]);
    assert.deepEqual(rules(weekly, { runDays: [] }), ["EVG-BACKUP-014"]);
    assert.deepEqual(rules(daily, { runTimes: [] }), ["EVG-BACKUP-012", "EVG-BACKUP-021"]);
  });

  it("keep what they back up, at the times of the backups", () => {
    const other = "2026-11-01T23:00:00Z";
    assert.deepEqual(rules(daily, { daily: undefined }), ["EVG-BACKUP-018"]);
    assert.deepEqual(rules(weekly, { daily: { times: [at], count: 7 } }), ["EVG-BACKUP-019"]);
    assert.deepEqual(rules(daily, { daily: { times: [at], count: 0 } }), ["EVG-BACKUP-020"]);
    assert.deepEqual(rules(daily, { monthly: { times: [other], count: 12 } }), ["EVG-BACKUP-021"]);
    assert.deepEqual(rules({ ...daily, type: "V2" }, { daily: { times: [other], count: 7 } }), []);
  });

  it("are in a Windows time zone", () => {
    assert.deepEqual(rules(daily, { timeZone: "W. Europe Standard Time" }), []);
    assert.deepEqual(rules(daily, { timeZone: "Europe/Berlin" }), ["EVG-TIME-001"]);
  });
});
