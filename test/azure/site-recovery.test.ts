import assert from "node:assert/strict";
import fc from "fast-check";
import {
  privateEndpointFindings,
  replicationPolicyFindings,
  replicationRegionFindings,
  vaultRegionFindings,
} from "../../src/azure/site-recovery";
import { told } from "./told";

describe("pair of places for replication", () => {
  const findings = (pair: Parameters<typeof replicationRegionFindings>[0]) =>
    told(replicationRegionFindings(pair, "replication"));

  it("is two regions, or two zones of one", () => {
    assert.deepEqual(findings({ sourceRegion: "westeurope", targetRegion: "northeurope" }), []);
    const zones = { sourceZone: "1", targetZone: "2" };
    assert.deepEqual(findings({ sourceRegion: "westeurope", ...zones }), []);
    assert.deepEqual(
      findings({ sourceRegion: "West Europe", targetRegion: "westeurope", ...zones }),
      [],
    );
  });

  it("refuses one region without zones, however it is written", () => {
    assert.deepEqual(findings({ sourceRegion: "westeurope", targetRegion: "West Europe" }), [
      'error replication.targetRegion: The source and the target region are both "westeurope", and no zones are given. Give another target region, or a source zone and a different target zone. [EVG-ASR-001]',
    ]);
    assert.deepEqual(findings({ sourceRegion: "westeurope" }), [
      'error replication.targetRegion: Replication from "westeurope" has neither a target region nor zones. Give another target region, or a source zone and a different target zone. [EVG-ASR-001]',
    ]);
  });

  it("refuses one zone alone", () => {
    assert.deepEqual(findings({ sourceRegion: "westeurope", sourceZone: "1" }), [
      'error replication.targetZone: Replication inside "westeurope" needs two zones, and targetZone is not given. Give targetZone. [EVG-ASR-002]',
    ]);
    assert.deepEqual(findings({ sourceRegion: "westeurope", targetZone: "1" }), [
      'error replication.sourceZone: Replication inside "westeurope" needs two zones, and sourceZone is not given. Give sourceZone. [EVG-ASR-002]',
    ]);
  });

  it("refuses the same zone twice", () => {
    assert.deepEqual(findings({ sourceRegion: "westeurope", sourceZone: "2", targetZone: "2" }), [
      'error replication.targetZone: The source and the target zone are both "2". Give a different target zone. [EVG-ASR-003]',
    ]);
  });

  it("refuses zones between two regions, each by its name", () => {
    assert.deepEqual(
      findings({
        sourceRegion: "westeurope",
        targetRegion: "northeurope",
        sourceZone: "1",
        targetZone: "2",
      }),
      [
        'error replication.sourceZone: sourceZone is "1", but zones are for replication inside one region, and this goes from "westeurope" to "northeurope". Leave sourceZone out, or leave targetRegion out. [EVG-ASR-004]',
        'error replication.targetZone: targetZone is "2", but zones are for replication inside one region, and this goes from "westeurope" to "northeurope". Leave targetZone out, or leave targetRegion out. [EVG-ASR-004]',
      ],
    );
  });

  it("may be turned round", () => {
    const place = fc.constantFrom("westeurope", "West Europe", "northeurope");
    const zone = fc.constantFrom(undefined, "1", "2");
    fc.assert(
      fc.property(place, place, zone, zone, (source, target, sourceZone, targetZone) => {
        const there = { sourceRegion: source, targetRegion: target, sourceZone, targetZone };
        const back = {
          sourceRegion: target,
          targetRegion: source,
          sourceZone: targetZone,
          targetZone: sourceZone,
        };
        assert.equal(findings(there).length, findings(back).length);
      }),
    );
  });
});

describe("region of the vault", () => {
  it("is any but the source", () => {
    const pair = { sourceRegion: "westeurope", targetRegion: "northeurope" };
    assert.deepEqual(vaultRegionFindings({ vaultRegion: "northeurope", ...pair }, "vault"), []);
    assert.deepEqual(vaultRegionFindings({ vaultRegion: "swedencentral", ...pair }, "vault"), []);
    assert.deepEqual(
      told(vaultRegionFindings({ vaultRegion: "West Europe", ...pair }, "vaultRegion")),
      [
        'error vaultRegion: The vault stands in "West Europe", the region that is replicated: when that region fails, nothing could be failed over. Use a vault in another region, best in "northeurope". [EVG-ASR-005]',
      ],
    );
  });

  it("is free between zones of one region", () => {
    const place = { vaultRegion: "westeurope", sourceRegion: "westeurope" };
    assert.deepEqual(vaultRegionFindings(place, "vault"), []);
    const named = { ...place, targetRegion: "West Europe" };
    assert.deepEqual(vaultRegionFindings(named, "vault"), []);
  });
});

describe("replication policy", () => {
  const findings = (policy: Parameters<typeof replicationPolicyFindings>[0]) =>
    told(replicationPolicyFindings(policy, "policy"));

  it("may keep points from none to 15 days, with or without app-consistent ones", () => {
    assert.deepEqual(findings({}), []);
    assert.deepEqual(
      findings({
        recoveryPointRetentionInMinutes: 1440,
        crashConsistentFrequencyInMinutes: 5,
        appConsistentFrequencyInMinutes: 240,
      }),
      [],
    );
    assert.deepEqual(
      findings({ recoveryPointRetentionInMinutes: 0, appConsistentFrequencyInMinutes: 0 }),
      [],
    );
    assert.deepEqual(
      findings({ recoveryPointRetentionInMinutes: 21600, appConsistentFrequencyInMinutes: 60 }),
      [],
    );
    assert.deepEqual(
      findings({ recoveryPointRetentionInMinutes: 60, appConsistentFrequencyInMinutes: 60 }),
      [],
    );
  });

  it("refuses more than 15 days", () => {
    assert.deepEqual(findings({ recoveryPointRetentionInMinutes: 21601 }), [
      "error policy.recoveryPointRetentionInMinutes: recoveryPointRetentionInMinutes is 21601, above the 21600 (15 days) for which recovery points of managed disks are kept at most. Give at most 21600. [EVG-ASR-007]",
    ]);
  });

  it("refuses an app-consistent frequency above the retention", () => {
    assert.deepEqual(
      findings({ recoveryPointRetentionInMinutes: 120, appConsistentFrequencyInMinutes: 240 }),
      [
        "error policy.appConsistentFrequencyInMinutes: appConsistentFrequencyInMinutes is 240, above the retention of 120: each app-consistent recovery point would be gone before the next one is made. Give a frequency within the retention, or 0 for no app-consistent recovery points, or keep recovery points longer. [EVG-ASR-008]",
      ],
    );
  });

  it("refuses app-consistent points more than once an hour", () => {
    assert.deepEqual(findings({ appConsistentFrequencyInMinutes: 59 }), [
      "error policy.appConsistentFrequencyInMinutes: appConsistentFrequencyInMinutes is 59, but app-consistent recovery points are made once in 60 minutes at most. Give 60 or more, or 0 for no app-consistent recovery points. [EVG-ASR-010]",
    ]);
  });

  it("warns of a crash-consistent frequency that the service does not follow", () => {
    assert.deepEqual(findings({ crashConsistentFrequencyInMinutes: 15 }), [
      "warning policy.crashConsistentFrequencyInMinutes: crashConsistentFrequencyInMinutes is 15, but crash-consistent recovery points are made every 5 minutes, which cannot be changed. Leave it at 5. [EVG-ASR-011]",
    ]);
  });

  it("refuses what is not whole minutes, each by its name, and judges it no further", () => {
    assert.deepEqual(
      findings({
        recoveryPointRetentionInMinutes: -1,
        crashConsistentFrequencyInMinutes: 2.5,
        appConsistentFrequencyInMinutes: Number.NaN,
      }),
      [
        "error policy.recoveryPointRetentionInMinutes: recoveryPointRetentionInMinutes is -1, which is not a whole number of minutes. Give a whole number, 0 or more. [EVG-ASR-006]",
        "error policy.crashConsistentFrequencyInMinutes: crashConsistentFrequencyInMinutes is 2.5, which is not a whole number of minutes. Give a whole number, 0 or more. [EVG-ASR-006]",
        "error policy.appConsistentFrequencyInMinutes: appConsistentFrequencyInMinutes is NaN, which is not a whole number of minutes. Give a whole number, 0 or more. [EVG-ASR-006]",
      ],
    );
  });
});

describe("private endpoints of the vault", () => {
  const vaultId =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/vault";

  it("exclude agent auto-update", () => {
    assert.deepEqual(
      told(privateEndpointFindings({ vaultId, privateEndpointCount: 1 }, "agentUpdates")),
      [
        `error agentUpdates: The vault "${vaultId}" has 1 private endpoint, with which agent auto-update does not work. Leave agent updates manual, or use a vault without private endpoints. [EVG-ASR-009]`,
      ],
    );
    assert.deepEqual(
      told(privateEndpointFindings({ vaultId, privateEndpointCount: 2 }, "agentUpdates")),
      [
        `error agentUpdates: The vault "${vaultId}" has 2 private endpoints, with which agent auto-update does not work. Leave agent updates manual, or use a vault without private endpoints. [EVG-ASR-009]`,
      ],
    );
    assert.deepEqual(privateEndpointFindings({ vaultId, privateEndpointCount: 0 }, "x"), []);
  });
});
