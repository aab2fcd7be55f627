import assert from "node:assert/strict";
import { type Caller, callerOf, errorOf } from "../caller";
import { refused } from "./failing-over";
import { asr, done, get, policy, propertiesOf, vault } from "./replicated-estate";
import { item, itemBody, recoveryGroup, withItem } from "./replicated-machine";

interface Point {
  readonly id: string;
  readonly name: string;
  readonly properties: { readonly recoveryPointTime: string; readonly recoveryPointType: string };
}

async function pointsOf(caller: Caller): Promise<Point[]> {
  const points: Point[] = [];
  let next: string | undefined = `${item}/recoveryPoints?api-version=${asr}`;
  while (next !== undefined) {
    const { body } = await caller.send("GET", next);
    const { value, nextLink } = body as { value: Point[]; nextLink?: string };
    points.push(...value);
    next = nextLink;
  }
  return points;
}

// The machine is protected half an hour before each test begins.
describe("simulated recovery points", () => {
  it("are listed with the latest first, kept for the retention, and found one by one", async () => {
    const { owner } = await withItem();
    await owner.wait(5 * 3600);
    const points = await pointsOf(owner);
    assert.equal(points.length, 5.5 * 12 + 1);
    const types = points.map(({ properties }) => properties.recoveryPointType);
    assert.equal(types.filter((type) => type === "ApplicationConsistent").length, 1);
    const times = points.map(({ properties }) => Date.parse(properties.recoveryPointTime));
    assert.ok(times.every((time, i) => i === 0 || (times[i - 1] ?? 0) - time === 300_000));
    const [latest] = points;
    const one = await get(owner, latest?.id ?? "");
    assert.deepEqual([one.status, one.body], [200, latest]);
    await owner.wait(30 * 3600);
    assert.equal((await pointsOf(owner)).length, 24 * 12 + 1);
    assert.equal(
      errorOf(await get(owner, latest?.id ?? "")).message,
      `Recovery point with name ${latest?.name ?? ""} could not be located.`,
    );
  });

  it("follow a policy that changes", async () => {
    const { owner } = await withItem();
    await owner.wait(24 * 3600);
    await done(owner, "PATCH", policy, {
      properties: {
        replicationProviderSettings: {
          instanceType: "A2A",
          recoveryPointHistory: 60,
          crashConsistentFrequencyInMinutes: 5,
          appConsistentFrequencyInMinutes: 60,
          multiVmSyncStatus: "Enable",
        },
      },
    });
    assert.equal((await pointsOf(owner)).length, 13);
  });

  it("are chosen for a failover, changed after it, and deleted by its commit", async () => {
    const { owner } = await withItem();
    const points = await pointsOf(owner);
    const [latest, second] = points;
    assert.equal(
      await refused(owner, "unplannedFailover", {
        providerSpecificDetails: {
          instanceType: "A2A",
          recoveryPointId: `${item}/recoveryPoints/x`,
        },
      }),
      "400 The recovery point 'x' of the protected item 'item1' could not be found.",
    );
    await done(owner, "POST", `${item}/unplannedFailover`, {
      properties: {
        providerSpecificDetails: { instanceType: "A2A", recoveryPointId: second?.id },
      },
    });
    await owner.wait(600);
    assert.equal((await propertiesOf(owner, item)).failoverRecoveryPointId, second?.id);
    const disk = `${recoveryGroup}/providers/Microsoft.Compute/disks/disk1`;
    const before = await propertiesOf(owner, disk, "2024-03-02");
    await done(owner, "POST", `${item}/applyRecoveryPoint`, {
      properties: {
        recoveryPointId: latest?.id,
        providerSpecificDetails: { instanceType: "A2A" },
      },
    });
    assert.equal((await propertiesOf(owner, item)).failoverRecoveryPointId, latest?.id);
    const after = await propertiesOf(owner, disk, "2024-03-02");
    assert.notEqual(after.uniqueId, before.uniqueId);
    assert.equal(after.diskState, "Attached");
    const failedOverAt = Date.parse(String(before.timeCreated));
    await owner.wait(3600);
    const [last] = await pointsOf(owner);
    assert.ok(Date.parse(last?.properties.recoveryPointTime ?? "") <= failedOverAt);
    await done(owner, "POST", `${item}/failoverCommit`, {});
    assert.deepEqual(await pointsOf(owner), []);
  });

  it("are none before the first replication is done, and of no item that is not there", async () => {
    const { owner } = await withItem();
    await done(owner, "POST", `${item}/remove`, { properties: {} });
    assert.equal((await get(owner, `${item}/recoveryPoints`)).status, 404);
    await done(owner, "PUT", item, itemBody);
    assert.deepEqual(await pointsOf(owner), []);
    await owner.wait(1800);
    assert.equal((await pointsOf(owner)).length, 1);
  });

  it("are read, as sizes are, with rights of their own", async () => {
    const { azure } = await withItem();
    const reader = callerOf(azure);
    azure.grant({
      principalId: reader.objectId,
      scope: vault,
      role: {
        roleName: "item reader",
        description: "Reads items.",
        permission: {
          actions: [
            "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems/read",
          ],
          notActions: [],
          dataActions: [],
          notDataActions: [],
        },
      },
    });
    for (const below of ["recoveryPoints", "targetComputeSizes"]) {
      assert.equal(errorOf(await get(reader, `${item}/${below}`)).code, "AuthorizationFailed");
    }
  });
});
