import { sameId } from "../../azure/resource-id";
import type { StoredResource } from "../estate";
import { asObject, asText, valueAt, without } from "../json";
import { ArmError, type Call, type Operation } from "../operation";
import { groupPath, subscriptionPath } from "../resource-manager/path-template";
import { resourceType } from "../resource-manager/resource-type";
import { examples } from "./compute-work";
import { virtualMachineType } from "./extensions";

const setType = "Microsoft.Compute/availabilitySets";
const own = `${examples}/availabilitySetExamples`;

/** Availability sets. Their requests are done when they are answered. */
export const availabilitySetOperations: Operation[] = resourceType({
  type: setType,
  path: groupPath(`${setType}/{availabilitySetName}`),
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
  complete: (_call, body) => {
    const sent = without(asObject(body.properties), "virtualMachines");
    return {
      sku: { name: valueAt(body, "sku.name") ?? "Classic" },
      properties: { platformUpdateDomainCount: 5, platformFaultDomainCount: 3, ...sent },
    };
  },
  beforeDelete: (call, set) => {
    // Source: learn.microsoft.com rest/api/compute/availability-sets/delete.
    if (membersOf(call, set).length > 0) {
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
      virtualMachines: membersOf(call, set).map(({ id }) => ({ id })),
    },
  }),
});

function membersOf(call: Call, set: StoredResource): StoredResource[] {
  return call.estate
    .ofType(virtualMachineType)
    .filter((machine) =>
      sameId(asText(valueAt(machine, "properties.availabilitySet.id")) ?? "", set.id),
    );
}
