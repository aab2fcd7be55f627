import assert from "node:assert/strict";
import {
  changeRecoveryPoint,
  cleanUpTestFailover,
  commitFailover,
  failOver,
  reprotect,
  testFailOver,
} from "../../../src/simulator/site-recovery/failover/failover";
import type { StoredResource } from "../../../src/simulator/index";
import type { Platform } from "../../../src/simulator/operation";
import { createWorld } from "../../../src/simulator/world";
import { done, northContainer, policy, westContainer } from "./replicated-estate";
import { item, recoveryNetwork, withItem } from "./replicated-machine";

const wayBack = `${northContainer}/replicationProtectionContainerMappings/back`;

/** The platform behind an estate whose machine is protected since half an hour and some more. */
async function withPlatform(
  hours = 0,
): Promise<{ platform: Platform; protectedItem: StoredResource }> {
  const { azure, owner } = await withItem();
  await done(owner, "PUT", wayBack, {
    properties: {
      policyId: policy,
      targetProtectionContainerId: westContainer,
      providerSpecificInput: { instanceType: "A2A" },
    },
  });
  await owner.wait(hours * 3600);
  const { platform } = createWorld({ from: azure.save() });
  const protectedItem = platform.estate.get(item);
  assert.ok(protectedItem !== undefined);
  return { platform, protectedItem };
}

function stateOf(changed: StoredResource): unknown {
  return (changed.properties as Record<string, unknown>).protectionState;
}

describe("what recovery plans do to a machine", () => {
  it("needs no request, and goes the whole way", async () => {
    const { platform, protectedItem } = await withPlatform();
    const tested = testFailOver(platform, protectedItem, { networkId: recoveryNetwork });
    assert.throws(() => failOver(platform, tested), /'Failover' is not allowed/);
    const cleaned = cleanUpTestFailover(platform, tested);
    const failedOver = failOver(platform, cleaned, { shutsDownSource: true });
    const changed = changeRecoveryPoint(platform, failedOver, {});
    const committed = commitFailover(platform, changed);
    const moved = reprotect(platform, committed);
    assert.deepEqual([tested, cleaned, failedOver, changed, committed, moved].map(stateOf), [
      "Protected",
      "Protected",
      "UnplannedFailoverCommitPendingStatesBegin",
      "UnplannedFailoverCommitPendingStatesBegin",
      "UnplannedFailoverCommitted",
      "InitialReplicationInProgress",
    ]);
    assert.equal(moved.id, northIdOf(protectedItem));
    assert.deepEqual(platform.estate.get(moved.id), moved);
    assert.equal(platform.estate.get(item), undefined);
  });

  it("takes the kind of recovery point that a plan names", async () => {
    const early = await withPlatform();
    assert.throws(
      () =>
        failOver(early.platform, early.protectedItem, {
          recoveryPointType: "LatestApplicationConsistent",
        }),
      /The protected item 'item1' has no recovery point\./,
    );
    const { platform, protectedItem } = await withPlatform(5);
    const pointOf = (recoveryPointType: "Latest" | "LatestApplicationConsistent"): unknown => {
      const tested = testFailOver(platform, protectedItem, {
        networkId: recoveryNetwork,
        recoveryPointType,
      });
      cleanUpTestFailover(platform, tested);
      return (tested.properties as Record<string, unknown>).failoverRecoveryPointId;
    };
    assert.notEqual(pointOf("Latest"), pointOf("LatestApplicationConsistent"));
  });

  it("changes nothing when it is refused", async () => {
    const { platform, protectedItem } = await withPlatform();
    const before = platform.estate.version;
    for (const refused of [
      () => commitFailover(platform, protectedItem),
      () => reprotect(platform, protectedItem),
      () => cleanUpTestFailover(platform, protectedItem),
      () => changeRecoveryPoint(platform, protectedItem, {}),
      () => testFailOver(platform, protectedItem, { networkId: "nowhere" }),
      () => failOver(platform, protectedItem, { recoveryPointId: "none" }),
    ]) {
      assert.throws(refused);
    }
    assert.equal(platform.estate.version, before);
  });
});

function northIdOf(protectedItem: StoredResource): string {
  const name = protectedItem.id.split("/").at(-1) ?? "";
  return `${northContainer.replace("/subscriptions/", "/Subscriptions/")}/replicationProtectedItems/${name}`;
}
