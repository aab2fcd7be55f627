import { availabilitySetDomains, highestFaultDomainCount } from "../../azure/availability";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt, without, withoutUndefined } from "../json";
import { ArmError, type Call, type Operation } from "../operation";
import { groupPath, subscriptionPath } from "../resource-manager/path-template";
import { resourceType, type ResourceBody } from "../resource-manager/resource-type";
import { invalidParameter, propertyChangeNotAllowed } from "./compute-errors";
import { examples } from "./compute-work";
import { memberIds, membersOf } from "./placement";
import { requirePlacementGroup } from "./proximity-placement-groups";
import { sizesOfResource } from "./machine-sizes";

export const setType = "Microsoft.Compute/availabilitySets";
const own = `${examples}/availabilitySetExamples`;
const path = groupPath(`${setType}/{availabilitySetName}`);

/** Availability sets. Their requests are done when they are answered. */
export const availabilitySetOperations: Operation[] = [
  ...resourceType({
    type: setType,
    path,
    location: "required",
    provisioningState: false,
    get: { id: "AvailabilitySets_Get", witness: `${own}/AvailabilitySet_Get_MinimumSet_Gen.json` },
    put: {
      id: "AvailabilitySets_CreateOrUpdate",
      witness: `${own}/AvailabilitySet_Create.json`,
      created: 200,
    },
    patch: {
      id: "AvailabilitySets_Update",
      witness: `${own}/AvailabilitySet_Update_MinimumSet_Gen.json`,
    },
    delete: {
      id: "AvailabilitySets_Delete",
      witness: `${own}/AvailabilitySet_Delete_MinimumSet_Gen.json`,
    },
    lists: [
      {
        id: "AvailabilitySets_List",
        path: groupPath(setType),
        witness: `${own}/AvailabilitySet_List_MinimumSet_Gen.json`,
      },
      {
        id: "AvailabilitySets_ListBySubscription",
        path: subscriptionPath(setType),
        witness: `${own}/AvailabilitySet_ListBySubscription.json`,
      },
    ],
    validate: (call, body, existing) => {
      const set = completedSet(body, existing);
      requireValidDomains(call, set, asText(body.location) ?? "");
      if (existing !== undefined) {
        requireUnchanged(set, existing);
      }
      requirePlacementGroup(call, body);
    },
    complete: (_call, body, existing) => completedSet(body, existing),
    beforeDelete: (call, set) => {
      // Source: learn.microsoft.com rest/api/compute/availability-sets/delete.
      if (membersOf(call, "availabilitySet", set.id).length > 0) {
        throw new ArmError(
          409,
          "OperationNotAllowed",
          `Availability Set '${set.name}' cannot be deleted. Before deleting an Availability Set please ` +
            "ensure that it does not contain any VM.",
        );
      }
    },
    present: (call, set) => ({
      ...set,
      properties: {
        ...asObject(set.properties),
        virtualMachines: memberIds(call, "availabilitySet", set.id),
      },
    }),
  }),
  sizesOfResource({
    id: "AvailabilitySets_ListAvailableSizes",
    type: setType,
    path,
    witness: `${own}/AvailabilitySet_ListAvailableSizes_MinimumSet_Gen.json`,
  }),
];

/** A set with what Azure gives it where nothing is asked for; what is left out later stays as it is. */
function completedSet(body: ResourceBody, existing: StoredResource | undefined): JsonObject {
  const before = asObject(existing?.properties);
  const sent = without(asObject(body.properties), "virtualMachines");
  return {
    sku: { name: valueAt(body, "sku.name") ?? valueAt(existing, "sku.name") ?? "Classic" },
    properties: withoutUndefined({
      ...sent,
      platformUpdateDomainCount:
        sent.platformUpdateDomainCount ??
        before.platformUpdateDomainCount ??
        availabilitySetDomains.defaultUpdateDomainCount,
      platformFaultDomainCount:
        sent.platformFaultDomainCount ??
        before.platformFaultDomainCount ??
        availabilitySetDomains.defaultFaultDomainCount,
    }),
  };
}

/** Texts: MicrosoftLearning/AZ-500-Azure-Security issue 98; the words for a SKU after MicrosoftDocs/azure-docs issue 27848. */
function requireValidDomains(call: Call, set: JsonObject, location: string): void {
  const sku = valueAt(set, "sku.name");
  if (sku !== "Aligned" && sku !== "Classic") {
    throw invalidParameter("The value of parameter sku.name is invalid.", "sku.name");
  }
  requireDomainCount(
    "fault",
    valueAt(set, "properties.platformFaultDomainCount"),
    sku === "Classic"
      ? availabilitySetDomains.highestFaultDomainCount
      : faultDomainsIn(call, location),
  );
  requireDomainCount(
    "update",
    valueAt(set, "properties.platformUpdateDomainCount"),
    availabilitySetDomains.highestUpdateDomainCount,
  );
}

/** Refuses a number of domains that there cannot be. */
export function requireDomainCount(
  kind: "fault" | "update",
  count: unknown,
  highest: number,
): void {
  if (!Number.isInteger(count) || Number(count) < 1 || Number(count) > highest) {
    throw invalidParameter(
      `The specified ${kind} domain count ${String(count)} must fall in the range 1 to ${highest}.`,
      kind === "fault" ? "platformFaultDomainCount" : "platformUpdateDomainCount",
    );
  }
}

/** Most fault domains of managed disks in a region. */
export function faultDomainsIn(
  { assumptions }: Pick<Call, "assumptions">,
  location: string,
): number {
  return highestFaultDomainCount(location) ?? assumptions.faultDomainsOfUnlistedRegions;
}

/**
 * The domains of a set are fixed, and an aligned one stays so.
 * Source: learn.microsoft.com virtual-machines/availability-set-overview; text on the SKU:
 * microsoft/openshift-container-platform issue 57.
 */
function requireUnchanged(set: JsonObject, existing: StoredResource): void {
  for (const name of ["platformFaultDomainCount", "platformUpdateDomainCount"]) {
    if (valueAt(set, `properties.${name}`) !== valueAt(existing, `properties.${name}`)) {
      throw propertyChangeNotAllowed(name);
    }
  }
  if (valueAt(existing, "sku.name") === "Aligned" && valueAt(set, "sku.name") === "Classic") {
    throw new ArmError(
      409,
      "OperationNotAllowed",
      "Changing Availability Set SKU from 'Aligned' to 'Classic' is not allowed.",
      "sku.name",
    );
  }
}
