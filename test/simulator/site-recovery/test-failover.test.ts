import assert from "node:assert/strict";
import { callerOf, errorOf } from "../caller";
import { compute, recoveryMachine, act, refused, stateOf, idsIn, notNow } from "./failing-over";
import { asr, done, propertiesOf, vault } from "./replicated-estate";
import { item, network, recoveryGroup, recoveryNetwork, withItem } from "./replicated-machine";

describe("a simulated test failover", () => {
  const test = { networkId: recoveryNetwork, networkType: "VmNetworkAsInput" };

  it("makes a machine beside, which the clean-up removes with all of its parts", async () => {
    const { azure, owner } = await withItem();
    const before = idsIn(azure, recoveryGroup);
    await act(owner, "testFailover", test);
    assert.deepEqual(
      idsIn(azure, recoveryGroup).filter((id) => !before.includes(id)),
      [
        "/providers/Microsoft.Network/networkInterfaces/nic1-test",
        "/providers/Microsoft.Compute/disks/disk1-test",
        "/providers/Microsoft.Compute/virtualMachines/machine1-test",
      ],
    );
    assert.deepEqual(await stateOf(owner), [
      "Protected",
      "Cleanup test failover pending",
      "Primary",
      "WaitingForCompletion",
      ["TestFailoverCleanup"],
    ]);
    await act(owner, "testFailoverCleanup", { comments: "done" });
    assert.deepEqual(idsIn(azure, recoveryGroup), before);
    assert.deepEqual(await stateOf(owner), [
      "Protected",
      "Protected",
      "Primary",
      "MarkedForDeletion",
      ["RepairReplication", "UnplannedFailover", "DisableProtection", "TestFailover"],
    ]);
    assert.equal(await refused(owner, "testFailoverCleanup"), notNow("Test failover cleanup"));
  });

  it("holds another test and the failover until it is cleaned up", async () => {
    const { owner } = await withItem();
    await act(owner, "testFailover", test);
    assert.equal(await refused(owner, "testFailover", test), notNow("Test failover"));
    assert.equal(await refused(owner, "unplannedFailover"), notNow("Failover"));
    await act(owner, "testFailoverCleanup");
    await act(owner, "testFailover", test);
    await act(owner, "testFailoverCleanup");
    await act(owner, "unplannedFailover");
    assert.equal((await propertiesOf(owner, item)).activeLocation, "Recovery");
  });

  it("needs a network in the recovery region that the caller may read", async () => {
    const { azure, owner } = await withItem();
    assert.equal(
      await refused(owner, "testFailover", { networkId: network }),
      `400 The virtual network '${network}' of the test failover could not be found in 'northeurope'.`,
    );
    const operator = callerOf(azure);
    azure.grant({
      principalId: operator.objectId,
      scope: vault,
      role: {
        roleName: "tester",
        description: "Tests failovers.",
        permission: {
          actions: ["Microsoft.RecoveryServices/vaults/replicationFabrics/*"],
          notActions: [],
          dataActions: [],
          notDataActions: [],
        },
      },
    });
    const url = `${item}/testFailover?api-version=${asr}`;
    const answer = await operator.send("POST", url, { properties: test });
    assert.equal(errorOf(answer).code, "LinkedAuthorizationFailed");
    azure.grant({ principalId: operator.objectId, scope: recoveryGroup, role: "Reader" });
    assert.equal((await operator.send("POST", url, { properties: test })).status, 202);
  });

  it("is cleaned up when the machine is gone already", async () => {
    const { azure, owner } = await withItem();
    const before = idsIn(azure, recoveryGroup);
    await act(owner, "testFailover", test);
    await done(owner, "DELETE", `${recoveryMachine}-test`, undefined, compute);
    await act(owner, "testFailoverCleanup");
    assert.deepEqual(idsIn(azure, recoveryGroup), before);
    assert.equal((await propertiesOf(owner, item)).testFailoverState, "MarkedForDeletion");
  });
});
