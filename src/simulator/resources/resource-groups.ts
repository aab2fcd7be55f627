import { normalizeRegion } from "../../azure/regions";
import { locationRequired, resourceGroupNotFound } from "../resource-manager/arm-errors";
import type { StoredResource } from "../estate";
import { asObject, asText, isObject, withoutUndefined, wordOf } from "../json";
import { requireKnownLocation } from "../resource-manager/locations";
import { readFilter } from "../resource-manager/odata";
import { ArmError, type Answer, type Call, type Operation } from "../operation";
import { operationResult } from "../resource-manager/long-running";
import { page } from "../resource-manager/paging";
import { requireValidTags } from "../resource-manager/tag-limits";
import { requireBody } from "../resource-manager/resource-write";
import { deleteGroup } from "./group-deletion";

export const resourceGroupType = "Microsoft.Resources/resourceGroups";

const path = "/subscriptions/{subscriptionId}/resourcegroups/{resourceGroupName}";
const action = "Microsoft.Resources/subscriptions/resourceGroups";
const witness =
  "azure-rest-api-specs resources examples/2021-04-01/CreateResourceGroup.json; " +
  "learn.microsoft.com rest/api/resources/resource-groups; statuses read from azure-mgmt-resource";

/** How long the deletion of a group takes on the clock. Azure names no time; large groups take minutes. */
const deletionInSeconds = 30;
const retryAfterInSeconds = 15;

export const resourceGroupOperations: readonly Operation[] = [
  {
    id: "ResourceGroups_CheckExistence",
    method: "HEAD",
    path,
    action: `${action}/read`,
    witness,
    handle: (call) => ({ status: call.estate.get(call.path) === undefined ? 404 : 204 }),
  },
  {
    id: "ResourceGroups_Get",
    method: "GET",
    path,
    action: `${action}/read`,
    witness,
    handle: (call) => ({ status: 200, body: requireGroup(call) }),
  },
  {
    id: "ResourceGroups_CreateOrUpdate",
    method: "PUT",
    path,
    action: `${action}/write`,
    witness,
    handle: put,
  },
  {
    id: "ResourceGroups_Update",
    method: "PATCH",
    path,
    action: `${action}/write`,
    witness,
    handle(call) {
      const existing = requireGroup(call);
      const body = requireBody(call);
      requireValidTags(body.tags, resourceGroupType);
      call.estate.put(withoutUndefined({ ...existing, tags: body.tags ?? existing.tags }));
      return { status: 200, body: requireGroup(call) };
    },
  },
  {
    id: "ResourceGroups_Delete",
    method: "DELETE",
    path,
    action: `${action}/delete`,
    witness,
    handle: remove,
  },
  {
    id: "ResourceGroups_List",
    method: "GET",
    path: "/subscriptions/{subscriptionId}/resourcegroups",
    action: `${action}/read`,
    witness,
    handle: list,
  },
  operationResult({
    id: "ResourceGroups_DeleteResult",
    path: "/subscriptions/{subscriptionId}/operationresults/{id}",
    action: "Microsoft.Resources/subscriptions/operationresults/read",
    witness,
  }),
];

function put(call: Call): Answer {
  const body = requireBody(call);
  const name = call.parameters.resourceGroupName ?? "";
  const existing = call.estate.get(call.path);
  const given = asText(body.location);
  if (given === undefined) {
    throw locationRequired();
  }
  requireValidName(name);
  requireKnownLocation(given, resourceGroupType);
  requireValidTags(body.tags, resourceGroupType);
  const location = normalizeRegion(given);
  if (existing !== undefined && existing.location !== location) {
    throw new ArmError(
      409,
      "InvalidResourceGroupLocation",
      `Invalid resource group location '${location}'. The Resource group already exists in location '${wordOf(existing.location)}'.`,
    );
  }
  call.estate.put(
    withoutUndefined({
      id:
        existing?.id ??
        `/subscriptions/${call.parameters.subscriptionId ?? ""}/resourceGroups/${name}`,
      name: existing?.name ?? name,
      type: resourceGroupType,
      location,
      managedBy: body.managedBy,
      tags: isObject(body.tags) ? body.tags : undefined,
      properties: { provisioningState: "Succeeded" },
    }),
  );
  return { status: existing === undefined ? 201 : 200, body: requireGroup(call) };
}

/** Source: learn.microsoft.com azure-resource-manager/management/resource-name-rules. */
function requireValidName(name: string): void {
  if (!/^[\p{L}\p{N}_().-]{1,90}$/u.test(name) || name.endsWith(".")) {
    throw new ArmError(
      400,
      "InvalidResourceGroup",
      `The provided resource group name '${name}' has these invalid characters or length. The name can ` +
        `contain only letters, digits, '_', '(', ')', '.', '-', at most 90, and cannot end in a period.`,
    );
  }
}

function remove(call: Call): Answer {
  const group = requireGroup(call);
  call.estate.put({ ...group, properties: { provisioningState: "Deleting" } });
  return call.begin({
    status: 202,
    headers: ["Location"],
    statusPath: `/subscriptions/${call.parameters.subscriptionId ?? ""}/operationresults/{id}`,
    durationInSeconds: deletionInSeconds,
    retryAfterInSeconds,
    finish() {
      deleteGroup(call, group);
      return { result: null };
    },
  });
}

function list(call: Call): Answer {
  const filter = readFilter(call.query.$filter);
  const tag = filter.get("tagname");
  const value = filter.get("tagvalue");
  const groups = call.estate.ofType(resourceGroupType).filter((group) => {
    const tags = asObject(group.tags);
    return tag === undefined || (tag in tags && (value === undefined || tags[tag] === value));
  });
  return { status: 200, body: page(call, groups) };
}

function requireGroup(call: Call): StoredResource {
  const group = call.estate.get(call.path);
  if (group === undefined) {
    throw resourceGroupNotFound(call.parameters.resourceGroupName ?? "");
  }
  return group;
}
