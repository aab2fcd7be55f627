import { asObject, asText, valueAt, without, withoutUndefined } from "../json";
import { ArmError, type Call, type Operation } from "../operation";
import { invalidResourceReference } from "../resource-manager/arm-errors";
import { groupPath, subscriptionPath } from "../resource-manager/path-template";
import { resourceType, type ResourceBody } from "../resource-manager/resource-type";
import { requireKnownZones, requireOneZone, zonesOf } from "../resource-manager/zones";
import { invalidParameter, propertyChangeNotAllowed } from "./compute-errors";
import { examples } from "./compute-work";
import { memberIds, membershipOf } from "./placement";

export const placementGroupType = "Microsoft.Compute/proximityPlacementGroups";
const own = `${examples}/proximityPlacementGroupExamples`;
const membership = "proximityPlacementGroup";
const memberTypes = {
  virtualMachines: "Microsoft.Compute/virtualMachines",
  virtualMachineScaleSets: "Microsoft.Compute/virtualMachineScaleSets",
  availabilitySets: "Microsoft.Compute/availabilitySets",
} as const;

/** Proximity placement groups, with the machines, scale sets and availability sets that name them. */
export const proximityPlacementGroupOperations: Operation[] = resourceType({
  type: placementGroupType,
  path: groupPath(`${placementGroupType}/{proximityPlacementGroupName}`),
  location: "required",
  provisioningState: false,
  get: {
    id: "ProximityPlacementGroups_Get",
    witness: `${own}/ProximityPlacementGroup_Get.json`,
  },
  put: {
    id: "ProximityPlacementGroups_CreateOrUpdate",
    witness: `${own}/ProximityPlacementGroup_CreateOrUpdate.json`,
  },
  patch: {
    id: "ProximityPlacementGroups_Update",
    witness: `${own}/ProximityPlacementGroup_Patch.json`,
  },
  delete: {
    id: "ProximityPlacementGroups_Delete",
    witness: `${own}/ProximityPlacementGroup_Delete.json`,
  },
  lists: [
    {
      id: "ProximityPlacementGroups_ListByResourceGroup",
      path: groupPath(placementGroupType),
      witness: `${own}/ProximityPlacementGroup_ListByResourceGroup.json`,
    },
    {
      id: "ProximityPlacementGroups_ListBySubscription",
      path: subscriptionPath(placementGroupType),
      witness: `${own}/ProximityPlacementGroup_ListBySubscription.json`,
    },
  ],
  validate: (call, body, existing) => {
    const zones = zonesOf(body);
    requireKnownZones(call, placementGroupType, asText(body.location) ?? "", zones);
    requireOneZone(call, zones);
    const type = valueAt(body, "properties.proximityPlacementGroupType") ?? "Standard";
    // Source: Compute API (`ProximityPlacementGroupType`); the words after MicrosoftDocs/azure-docs issue 27848.
    if (type !== "Standard" && type !== "Ultra") {
      throw invalidParameter(
        "The value of parameter proximityPlacementGroupType is invalid.",
        "proximityPlacementGroupType",
      );
    }
    if (existing !== undefined && zones.join() !== zonesOf(existing).join()) {
      throw propertyChangeNotAllowed("zones");
    }
  },
  complete: (_call, body) => {
    const sent = without(asObject(body.properties), ...Object.keys(memberTypes));
    return withoutUndefined({
      zones: body.zones,
      properties: {
        ...sent,
        proximityPlacementGroupType: sent.proximityPlacementGroupType ?? "Standard",
      },
    });
  },
  // Source: learn.microsoft.com virtual-machines/co-location (a group is deleted when it is empty); the words are an assumption.
  beforeDelete: (call, group) => {
    if (Object.values(membersIn(call, group.id)).some((members) => members.length > 0)) {
      throw new ArmError(
        409,
        "OperationNotAllowed",
        `Proximity Placement Group '${group.name}' cannot be deleted while resources are in it.`,
      );
    }
  },
  present: (call, group) => ({
    ...group,
    properties: { ...asObject(group.properties), ...membersIn(call, group.id) },
  }),
});

/** Refuses a resource that names a group which is not there. */
export function requirePlacementGroup(call: Call, body: ResourceBody): void {
  const id = membershipOf(body, membership);
  if (id !== undefined && call.estate.get(id) === undefined) {
    throw invalidResourceReference(id, call.path);
  }
}

function membersIn(call: Call, id: string): Record<string, readonly { readonly id: string }[]> {
  return Object.fromEntries(
    Object.entries(memberTypes).map(([name, type]) => [
      name,
      memberIds(call, membership, id, type),
    ]),
  );
}
