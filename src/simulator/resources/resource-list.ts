import { resourceGroupNotFound } from "../resource-manager/arm-errors";
import type { StoredResource } from "../estate";
import { asObject, asText, withoutUndefined } from "../json";
import { readFilter } from "../resource-manager/odata";
import type { Answer, Call, Operation } from "../operation";
import { page } from "../resource-manager/paging";
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
  const filter = readFilter(call.query.$filter);
  const expand = (call.query.$expand ?? "").toLowerCase();
  const resources = call.estate
    .within(scope)
    .filter((resource) => resource.location !== undefined && resource.type !== resourceGroupType)
    .filter((resource) => matches(resource, filter))
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
  return { status: 200, body: page(call, resources) };
}

function matches(resource: StoredResource, filter: ReadonlyMap<string, string>): boolean {
  const group = /\/resourcegroups\/([^/]+)/i.exec(resource.id)?.[1] ?? "";
  const tags = asObject(resource.tags);
  const same = (name: string, value: string | undefined): boolean => {
    const wanted = filter.get(name);
    return wanted === undefined || wanted.toLowerCase() === (value ?? "").toLowerCase();
  };
  const tag = filter.get("tagname");
  return (
    same("resourcegroup", group) &&
    same("resourcetype", resource.type) &&
    same("name", resource.name) &&
    same("location", asText(resource.location)) &&
    (tag === undefined || (tag in tags && same("tagvalue", asText(tags[tag]))))
  );
}
