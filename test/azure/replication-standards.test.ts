import assert from "node:assert/strict";
import { describeFinding } from "../../src/azure/finding";
import {
  cacheRegionFindings,
  machineReplicatedFindings,
  replicationAlertFindings,
  testFailoverFindings,
} from "../../src/azure/replication-standards";

describe("what is good practice for replication", () => {
  it("asks that a machine is replicated", () => {
    assert.deepEqual(machineReplicatedFindings(true, "machine"), []);
    assert.deepEqual(machineReplicatedFindings(false, "machine").map(describeFinding), [
      "machine: Nothing in the stack replicates the machine, so it is lost with its region or zone. Replicate it with Site Recovery. [EVG-ASR-020]",
    ]);
  });

  it("asks that a failover was tried within some days, to the second", () => {
    const now = new Date("2026-11-26T12:00:00Z");
    const find = (lastTest: string) => testFailoverFindings(lastTest, { days: 180, now }, "time");

    assert.deepEqual(find("2026-05-30T12:00:00Z"), []);
    assert.deepEqual(find("tomorrow"), []);
    assert.deepEqual(find("2026-05-30T11:59:59Z").map(describeFinding), [
      "time: The last test failover that went well was on 2026-05-30, more than 180 days ago. Run a test failover and clean it up. [EVG-ASR-021]",
    ]);
  });

  it("asks for alerts of replication and of failover", () => {
    const find = (replicationIssues: string | undefined, failoverIssues: string | undefined) =>
      replicationAlertFindings(
        { replicationIssues, failoverIssues },
        { replicationIssues: "replication", failoverIssues: "failover" },
      ).map(describeFinding);

    assert.deepEqual(find("Enabled", "Enabled"), []);
    assert.deepEqual(find(undefined, "Disabled"), [
      'replication: It is not set, so nothing says that trouble with a replication raises an alert. Set "Enabled". [EVG-ASR-022]',
      'failover: It is "Disabled", so nothing says that trouble with a failover raises an alert. Set "Enabled". [EVG-ASR-022]',
    ]);
  });

  it("asks that the cache stands beside the machine, however its region is written", () => {
    const find = (accountRegion: string) =>
      cacheRegionFindings({ account: "cache", accountRegion, sourceRegion: "westeurope" }, "disk");

    assert.deepEqual(find("West Europe"), []);
    assert.deepEqual(find("northeurope").map(describeFinding), [
      'disk: The cache storage account "cache" stands in "northeurope", the machine in "westeurope". Use a storage account in "westeurope". [EVG-REPLICA-020]',
    ]);
  });
});
