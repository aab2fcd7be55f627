import assert from "node:assert/strict";
import {
  recoveryPlacementFindings,
  replicationTargetFindings,
  replicationVaultFindings,
  replicationWaitFindings,
} from "../../src/azure/replicated-machine-rules";
import { told } from "./told";

const group =
  "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults";
const container = (vault: string): string =>
  `${group}/${vault}/replicationFabrics/west/replicationProtectionContainers/c`;

describe("the rules of a replicated machine", () => {
  const source = {
    path: "containerMappingId",
    id: `${container("one")}/replicationProtectionContainerMappings/m`,
  };

  it("want everything in one vault, in any case", () => {
    const others = {
      targetContainerId: container("ONE"),
      replicationPolicyId: `${group}/other/replicationPolicies/p`,
    };
    assert.deepEqual(told(replicationVaultFindings(source, others)), [
      `error replicationPolicyId: "${group}/other/replicationPolicies/p" stands in the vault "${group}/other", containerMappingId in "${group}/one". Use objects of one vault, for example all outputs of one SiteRecovery. [EVG-REPLICA-001]`,
    ]);
    const unclear = { targetContainerId: undefined, replicationPolicyId: "none" };
    assert.deepEqual(replicationVaultFindings(source, unclear), []);
    assert.deepEqual(replicationVaultFindings({ ...source, id: "none" }, others), []);
  });

  it("want another container as the target", () => {
    const own = container("one");
    assert.deepEqual(replicationTargetFindings(own, `${own}2`, "targetContainerId"), []);
    assert.deepEqual(told(replicationTargetFindings(own, own.toUpperCase(), "targetContainerId")), [
      `error targetContainerId: "${own.toUpperCase()}" is the source and the target in one. Give another container as the target. [EVG-REPLICA-006]`,
    ]);
  });

  it("give a machine one place", () => {
    const places = {
      availabilitySet: "setId",
      availabilityZone: "zone",
      scaleSet: "scaleSetId",
    };
    assert.deepEqual(recoveryPlacementFindings({ zone: "1" }, places, "placement"), []);
    assert.deepEqual(recoveryPlacementFindings({ setId: "s" }, places, "placement"), []);
    assert.deepEqual(
      recoveryPlacementFindings({ zone: "1", scaleSetId: "f" }, places, "placement"),
      [],
    );
    assert.deepEqual(
      told(recoveryPlacementFindings({ setId: "s", zone: "1" }, places, "placement")),
      [
        "error placement: setId and zone are given: a machine stands in an availability set, or in a zone or a scale set. Keep one of them. [EVG-REPLICA-002]",
      ],
    );
    const all = { setId: "s", zone: "1", scaleSetId: "f" };
    assert.match(
      told(recoveryPlacementFindings(all, places, "placement"))[0] ?? "",
      /^error placement: setId and zone and scaleSetId are given/,
    );
  });

  it("wait whole minutes", () => {
    assert.deepEqual(replicationWaitFindings(1, "waitInMinutes"), []);
    assert.equal(replicationWaitFindings("180", "waitInMinutes").length, 1);
    assert.deepEqual(told(replicationWaitFindings(0.5, "waitInMinutes")), [
      "error waitInMinutes: 0.5 is no whole number of minutes from 1. Give whole minutes, for example 180. [EVG-REPLICA-003]",
    ]);
  });
});
