import assert from "node:assert/strict";
import { type PlacementSettings, placementFindings } from "../../src/azure/machine-placement";
import { told } from "./told";

const find = (placement: PlacementSettings, zone?: string) =>
  told(placementFindings(placement, zone, "placement"));

describe("the place of a machine", () => {
  it("can be a scale set in a zone, or a host of its own", () => {
    assert.deepEqual(find({}), []);
    assert.deepEqual(find({ scaleSetId: "set", faultDomain: 0 }, "1"), []);
    assert.deepEqual(find({ scaleSetId: "set", capacityReservationGroupId: "group" }), []);
    assert.deepEqual(find({ dedicatedHostId: "host" }, "1"), []);
    assert.deepEqual(find({ availabilitySetId: "set", proximityPlacementGroupId: "group" }), []);
  });

  it("is not two places that exclude each other", () => {
    assert.deepEqual(find({ availabilitySetId: "set", scaleSetId: "set" }), [
      "error placement.availabilitySetId: A machine stands in an availability set or in a scale set, and both are given. Leave availabilitySetId or scaleSetId out. [EVG-PLACEMENT-002]",
    ]);
    assert.deepEqual(
      find(
        {
          availabilitySetId: "set",
          proximityPlacementGroupId: "group",
          capacityReservationGroupId: "group",
          dedicatedHostId: "host",
          dedicatedHostGroupId: "hosts",
          faultDomain: -1,
        },
        "1",
      ),
      [
        'error placement.availabilitySetId: A machine stands in an availability set or in a zone, and zone is "1". Leave availabilitySetId out, which a zone replaces, or leave zone out. [EVG-PLACEMENT-001]',
        "error placement.availabilitySetId: Azure reserves no capacity for a machine with availabilitySetId. Leave availabilitySetId or capacityReservationGroupId out. [EVG-PLACEMENT-003]",
        "error placement.proximityPlacementGroupId: Azure reserves no capacity for a machine with proximityPlacementGroupId. Leave proximityPlacementGroupId or capacityReservationGroupId out. [EVG-PLACEMENT-003]",
        "error placement.dedicatedHostId: Azure reserves no capacity for a machine with dedicatedHostId. Leave dedicatedHostId or capacityReservationGroupId out. [EVG-PLACEMENT-003]",
        "error placement.dedicatedHostGroupId: Azure reserves no capacity for a machine with dedicatedHostGroupId. Leave dedicatedHostGroupId or capacityReservationGroupId out. [EVG-PLACEMENT-003]",
        "error placement.dedicatedHostGroupId: A machine is given its host or the group in which Azure finds one, and both are given. Leave dedicatedHostId or dedicatedHostGroupId out. [EVG-PLACEMENT-004]",
        "error placement.faultDomain: A fault domain is chosen in a scale set alone, and scaleSetId is not given. Give scaleSetId, or leave faultDomain out. [EVG-PLACEMENT-005]",
        "error placement.faultDomain: The fault domain is -1, and domains are counted from 0. Give a whole number, below the number of the scale set's fault domains. [EVG-PLACEMENT-006]",
      ],
    );
  });
});
