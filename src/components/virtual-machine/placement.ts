import type * as pulumi from "@pulumi/pulumi";
import { placementFindings } from "../../azure/machine-placement";
import { resourceIdFindings } from "../../azure/resource-id";
import { rule, ruleOn, type Rule } from "../shared/inputs";

/** Where a machine stands beside its zone. */
export interface VirtualMachinePlacementArgs {
  /** Id of an availability set in the machine's resource group; not beside a zone. Defaults to none. Azure refuses a change. */
  availabilitySetId?: pulumi.Input<string>;
  /** Id of a Flexible scale set that the machine joins. Defaults to none. A machine that exists can join one; taking the id away leaves it where it is. */
  scaleSetId?: pulumi.Input<string>;
  /** Fault domain of the scale set, counted from 0. Left out, Azure decides. Azure refuses a change. */
  faultDomain?: pulumi.Input<number>;
  /** Id of a proximity placement group. Defaults to none. A change needs a machine that is deallocated. */
  proximityPlacementGroupId?: pulumi.Input<string>;
  /** Id of a capacity reservation group that has a reservation of the machine's size. Defaults to none. A change needs a machine that is deallocated. */
  capacityReservationGroupId?: pulumi.Input<string>;
  /** Id of the dedicated host on which the machine runs. Defaults to none. A change needs a machine that is deallocated. */
  dedicatedHostId?: pulumi.Input<string>;
  /** Id of the group of dedicated hosts in which Azure finds one. Defaults to none. A change needs a machine that is deallocated. */
  dedicatedHostGroupId?: pulumi.Input<string>;
}

/** The place as azure-native takes it, as far as it is asked for. */
export function placementInputs(placement: VirtualMachinePlacementArgs | undefined) {
  if (placement === undefined) {
    return {};
  }
  const { availabilitySetId, scaleSetId, faultDomain, capacityReservationGroupId } = placement;
  const { proximityPlacementGroupId, dedicatedHostId, dedicatedHostGroupId } = placement;
  return {
    ...(availabilitySetId !== undefined && { availabilitySet: { id: availabilitySetId } }),
    ...(scaleSetId !== undefined && { virtualMachineScaleSet: { id: scaleSetId } }),
    ...(faultDomain !== undefined && { platformFaultDomain: faultDomain }),
    ...(proximityPlacementGroupId !== undefined && {
      proximityPlacementGroup: { id: proximityPlacementGroupId },
    }),
    ...(capacityReservationGroupId !== undefined && {
      capacityReservation: { capacityReservationGroup: { id: capacityReservationGroupId } },
    }),
    ...(dedicatedHostId !== undefined && { host: { id: dedicatedHostId } }),
    ...(dedicatedHostGroupId !== undefined && { hostGroup: { id: dedicatedHostGroupId } }),
  };
}

const types = {
  availabilitySetId: "Microsoft.Compute/availabilitySets",
  scaleSetId: "Microsoft.Compute/virtualMachineScaleSets",
  proximityPlacementGroupId: "Microsoft.Compute/proximityPlacementGroups",
  capacityReservationGroupId: "Microsoft.Compute/capacityReservationGroups",
  dedicatedHostId: "Microsoft.Compute/hostGroups/hosts",
  dedicatedHostGroupId: "Microsoft.Compute/hostGroups",
} as const;

/** The rules on a machine's place. */
export function placementRules(
  placement: VirtualMachinePlacementArgs | undefined,
  zone: pulumi.Input<string> | undefined,
): Rule[] {
  if (placement === undefined) {
    return [];
  }
  // Which of them are given is known at once, whatever their values are.
  const given = Object.fromEntries(
    (Object.keys(types) as (keyof typeof types)[])
      .filter((property) => placement[property] !== undefined)
      .map((property) => [property, property]),
  );
  return [
    rule({ zone, faultDomain: placement.faultDomain }, (known) =>
      placementFindings({ ...given, faultDomain: known.faultDomain }, known.zone, "placement"),
    ),
    ...Object.entries(types).flatMap(([property, type]) =>
      ruleOn(placement[property as keyof typeof types], (id) =>
        resourceIdFindings(id, `placement.${property}`, type),
      ),
    ),
  ];
}
