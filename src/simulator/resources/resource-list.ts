import { resourceGroupNotFound } from "../resource-manager/arm-errors";
import { asObject, withoutUndefined } from "../json";
import type { Answer, Call, Operation } from "../operation";
import { page } from "../resource-manager/paging";
import { resourceFilter } from "./resource-filter";
import { resourceGroupType } from "./resource-groups";

const witness = "learn.microsoft.com rest/api/resources/resources/list";

export const resourceListOperations: readonly Operation[] = [
  {
    id: "Resources_List",
    method: "GET",
    path: "/subscriptions/{subscriptionId}/resources",
    action: "Microsoft.Resources/subscriptions/resources/read",
    witness,
    handle: (call) => list(call, `/subscriptions/${call.parameters.subscriptionId ?? ""}`),
  },
  {
    id: "Resources_ListByResourceGroup",
    method: "GET",
    path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/resources",
    action: "Microsoft.Resources/subscriptions/resourceGroups/resources/read",
    witness,
    handle(call) {
      const group = call.path.slice(0, call.path.lastIndexOf("/"));
      if (call.estate.get(group) === undefined) {
        throw resourceGroupNotFound(call.parameters.resourceGroupName ?? "");
      }
      return list(call, group);
    },
  },
];

/** Tracked resources only: Resource Manager keeps those that have a location. */
function list(call: Call, scope: string): Answer {
  const keeps = resourceFilter(call.query.$filter);
  const expand = (call.query.$expand ?? "").toLowerCase();
  const resources = call.estate
    .within(scope)
    .filter((resource) => resource.location !== undefined && resource.type !== resourceGroupType)
    .filter(keeps)
    .map((resource) =>
      withoutUndefined({
        id: resource.id,
        name: resource.name,
        type: resource.type,
        location: resource.location,
        tags: resource.tags,
        kind: resource.kind,
        sku: resource.sku,
        managedBy: resource.managedBy,
        identity: resource.identity,
        zones: resource.zones,
        provisioningState: expand.includes("provisioningstate")
          ? asObject(resource.properties).provisioningState
          : undefined,
      }),
    );
  const top = Number(call.query.$top ?? "Infinity");
  return { status: 200, body: page(call, resources, top > 0 ? top : undefined) };
}
