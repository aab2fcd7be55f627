import assert from "node:assert/strict";
import { replicationHealthOf, replicationSymptoms } from "../../src/azure/replication-health";

describe("health of a replication", () => {
  it("suffers from silence: first the heartbeat is missed, after an hour a recovery point", () => {
    const limits = { heartbeatAlarmInMinutes: 15, appConsistentFrequencyInMinutes: 240 };
    const rows: [number, string[]][] = [
      [0, []],
      [14.9, []],
      [15, ["no heartbeat"]],
      [59.9, ["no heartbeat"]],
      [60, ["no heartbeat", "no recovery point"]],
      [239.9, ["no heartbeat", "no recovery point"]],
      [240, ["no heartbeat", "no recovery point", "no application-consistent recovery point"]],
    ];
    for (const [minutes, symptoms] of rows) {
      assert.deepEqual(replicationSymptoms(minutes, limits), symptoms);
    }
    const never = { heartbeatAlarmInMinutes: 90, appConsistentFrequencyInMinutes: 0 };
    assert.deepEqual(replicationSymptoms(60, never), ["no recovery point"]);
  });

  it("is the worst of the errors of replication alone", () => {
    const error = (errorLevel: string, errorCategory = "Replication") => ({
      errorLevel,
      errorCategory,
    });
    assert.equal(replicationHealthOf([]), "Normal");
    assert.equal(replicationHealthOf([error("Error", "VersionExpiry")]), "Normal");
    assert.equal(replicationHealthOf([error("Warning")]), "Warning");
    assert.equal(replicationHealthOf([error("Warning"), error("Error")]), "Critical");
  });
});
