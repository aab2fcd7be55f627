import assert from "node:assert/strict";
import {
  noDiskFindings,
  recoveryPlacementFindings,
  replicationVaultFindings,
  replicationWaitFindings,
  unmanagedDiskFindings,
} from "../../src/azure/replicated-machine-rules";
import { told } from "./told";

const group =
  "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults";
const container = (vault: string): string =>
  `${group}/${vault}/replicationFabrics/west/replicationProtectionContainers/c`;

describe("the rules of a replicated machine", () => {
  it("want everything in one vault, in any case", () => {
    const objects = {
      containerMappingId: `${container("one")}/replicationProtectionContainerMappings/m`,
      targetContainerId: container("ONE"),
      replicationPolicyId: `${group}/other/replicationPolicies/p`,
    };
    assert.deepEqual(told(replicationVaultFindings(objects)), [
      `error replicationPolicyId: "${group}/other/replicationPolicies/p" stands in the vault "${group}/other", the container mapping in "${group}/one". Use objects of one vault, for example all outputs of one SiteRecovery. [EVG-REPLICA-001]`,
    ]);
    assert.deepEqual(replicationVaultFindings({ ...objects, replicationPolicyId: "none" }), []);
  });

  it("give a machine one place", () => {
    assert.deepEqual(recoveryPlacementFindings(["availabilityZone"], "placement"), []);
    assert.deepEqual(
      recoveryPlacementFindings(["availabilityZone", "virtualMachineScaleSetId"], "placement"),
      [],
    );
    assert.deepEqual(
      told(recoveryPlacementFindings(["availabilitySetId", "availabilityZone"], "placement")),
      [
        "error placement: availabilitySetId and availabilityZone are given: a machine stands in an availability set, or in a zone or a scale set. Keep one of them. [EVG-REPLICA-002]",
      ],
    );
  });

  it("wait whole minutes", () => {
    assert.deepEqual(replicationWaitFindings(1, "waitInMinutes"), []);
    assert.deepEqual(told(replicationWaitFindings(0.5, "waitInMinutes")), [
      "error waitInMinutes: 0.5 is no whole number of minutes from 1. Give whole minutes, for example 180. [EVG-REPLICA-003]",
    ]);
  });

  it("want a disk, and a managed one", () => {
    assert.deepEqual(noDiskFindings(1, "disks"), []);
    assert.deepEqual(told(noDiskFindings(0, "disks")), [
      "error disks: No disk is given, so nothing would be replicated. Give the machine's disks, that of the operating system among them, or leave disks out: then all are. [EVG-REPLICA-004]",
    ]);
    assert.deepEqual(unmanagedDiskFindings("web", ["/disk"], "virtualMachineId"), []);
    assert.deepEqual(told(unmanagedDiskFindings("web", ["/disk", undefined], "virtualMachineId")), [
      'error virtualMachineId: "web" has a disk that is not managed. Convert its disks to managed ones, or name in disks those that are. [EVG-REPLICA-005]',
    ]);
  });
});
