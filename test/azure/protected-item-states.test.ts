import assert from "node:assert/strict";
import {
  failedOver,
  firstReplicationFailed,
  firstReplicationGoesOn,
  operationAllowed,
  type ProtectedItemOperation,
  protectedItemStates,
  stateOfProtectedItem,
  testFailoverPending,
  testFailoverStates,
} from "../../src/azure/protected-item-states";

const all: readonly ProtectedItemOperation[] = [
  "ChangePit",
  "Commit",
  "DisableProtection",
  "RepairReplication",
  "ReverseReplicate",
  "TestFailover",
  "TestFailoverCleanup",
  "UnplannedFailover",
];

function allowed(protectionState: string, testFailoverState = "None"): string[] {
  return all.filter((operation) =>
    operationAllowed({ protectionState, testFailoverState }, operation),
  );
}

describe("states of a protected item", () => {
  it("tell whether the first replication goes on or failed, and a failover from it", () => {
    const words = [
      "UnprotectedStatesBegin",
      "InitialReplicationInProgress",
      "InitialReplicationCompletedOnPrimary",
      "InitialReplicationFailed",
      "Protected",
      "UnplannedFailoverCommitPendingStatesBegin",
      "UnplannedFailoverCommitted",
    ];
    assert.deepEqual(words.filter(firstReplicationGoesOn), words.slice(0, 3));
    assert.deepEqual(words.filter(firstReplicationFailed), ["InitialReplicationFailed"]);
    assert.deepEqual(words.filter(failedOver), words.slice(5));
  });

  it("allow what Azure allows in each of them", () => {
    assert.deepEqual(allowed("InitialReplicationInProgress"), ["DisableProtection"]);
    assert.deepEqual(allowed("Protected"), [
      "DisableProtection",
      "RepairReplication",
      "TestFailover",
      "UnplannedFailover",
    ]);
    assert.deepEqual(allowed("UnplannedFailoverCommitPendingStatesBegin"), [
      "ChangePit",
      "Commit",
      "DisableProtection",
    ]);
    assert.deepEqual(allowed("UnplannedFailoverCommitted"), [
      "DisableProtection",
      "ReverseReplicate",
    ]);
    assert.deepEqual(allowed("PlannedFailoverCommitRequired"), []);
  });

  it("allow only the clean-up while a test machine stands", () => {
    assert.deepEqual(allowed("Protected", "WaitingForCompletion"), ["TestFailoverCleanup"]);
    assert.deepEqual(allowed("Protected", "MarkedForDeletion"), allowed("Protected"));
    assert.equal(testFailoverPending(testFailoverStates.waiting.testFailoverState), true);
    assert.equal(testFailoverPending(testFailoverStates.cleanedUp.testFailoverState), false);
    assert.equal(testFailoverPending(undefined), false);
  });

  it("are told by what the item answers", () => {
    for (const state of Object.values(protectedItemStates)) {
      const { testFailoverState } =
        state === protectedItemStates.testFailedOver
          ? testFailoverStates.waiting
          : testFailoverStates.none;
      assert.equal(
        stateOfProtectedItem({ protectionState: state.protectionState, testFailoverState }),
        state,
      );
    }
    assert.equal(stateOfProtectedItem({}), undefined);
  });
});
