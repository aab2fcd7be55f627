import { mergeTags, removeTags, type Tags } from "../../azure/tags";
import type { StoredResource } from "../estate";
import { asObject, asText, valueAt, withoutUndefined } from "../json";
import { ArmError, type Answer, type Call, type Operation, type Platform } from "../operation";
import { invalidRequestContent, resourceGroupNotFound } from "../resource-manager/arm-errors";
import { requireScope } from "../resource-manager/resource-checks";
import { requireBody } from "../resource-manager/resource-write";
import { readTags, requireValidTags } from "../resource-manager/tag-limits";

const path = "/{scope}/providers/Microsoft.Resources/tags/default";
const witness =
  "azure-rest-api-specs resources examples/2021-04-01 (PutTagsResource.json, PutTagsSubscription.json, GetTagsSubscription.json, UpdateAtScopeTags.json, DeleteAtScopeTags.json); learn.microsoft.com azure-resource-manager/management/tag-resources";

const subscriptionType = "Microsoft.Resources/subscriptions";

/** The tags of the subscription, a group or a resource, all at once. */
export const tagOperations: readonly Operation[] = [
  {
    id: "Tags_GetAtScope",
    method: "GET",
    path,
    action: "Microsoft.Resources/tags/read",
    witness,
    handle: (call) => answer(call, tagsAt(call)),
  },
  {
    id: "Tags_CreateOrUpdateAtScope",
    method: "PUT",
    path,
    action: "Microsoft.Resources/tags/write",
    witness,
    handle: (call) => {
      tagsAt(call);
      return write(call, readTags(valueAt(requireBody(call), "properties.tags")));
    },
  },
  {
    id: "Tags_UpdateAtScope",
    method: "PATCH",
    path,
    action: "Microsoft.Resources/tags/write",
    witness,
    handle: (call) => write(call, changed(call, tagsAt(call))),
  },
  {
    id: "Tags_DeleteAtScope",
    method: "DELETE",
    path,
    action: "Microsoft.Resources/tags/delete",
    witness,
    handle: (call) => {
      tagsAt(call);
      write(call, {});
      return { status: 200 };
    },
  },
  {
    id: "Tags_List",
    method: "GET",
    path: "/subscriptions/{subscriptionId}/tagNames",
    action: "Microsoft.Resources/subscriptions/tagNames/read",
    witness: "learn.microsoft.com rest/api/resources/tags/list",
    handle: (call) => ({ status: 200, body: { value: tagNames(call) } }),
  },
];

/** The tags of the subscription itself. */
export function subscriptionTags({ estate }: Pick<Platform, "estate">): Tags {
  return Object.fromEntries(estate.notes<string>("tags of the subscription"));
}

/** What a PATCH makes of tags. Names that differ in case alone are the same. */
function changed(call: Call, before: Tags): Tags {
  const body = requireBody(call);
  const sent = readTags(valueAt(body, "properties.tags"));
  switch (asText(body.operation)?.toLowerCase()) {
    case "merge":
      return mergeTags(before, sent);
    case "replace":
      return sent;
    case "delete":
      return removeTags(before, sent);
    default:
      throw invalidRequestContent(
        `Error converting value "${String(body.operation)}" to type 'TagsPatchOperation'. Path 'operation'`,
      );
  }
}

function scopeOf(call: Call): string {
  return `/${call.parameters.scope ?? ""}`.replace(/^\/+/, "/");
}

/** The resource or group that the tags are of; `undefined` for the subscription. */
function taggedAt(call: Call): StoredResource | undefined {
  const scope = scopeOf(call);
  if (/^\/subscriptions\/[^/]+$/i.test(scope)) {
    return undefined;
  }
  requireScope(call, scope);
  const resource = call.estate.get(scope);
  if (resource === undefined) {
    throw resourceGroupNotFound(scope.slice(scope.lastIndexOf("/") + 1));
  }
  if (resource.location === undefined) {
    throw new ArmError(
      400,
      "ResourceTypeDoesNotSupportTags",
      `The resource type '${resource.type}' does not support tags.`,
    );
  }
  return resource;
}

function tagsAt(call: Call): Tags {
  const resource = taggedAt(call);
  return resource === undefined ? subscriptionTags(call) : (asObject(resource.tags) as Tags);
}

function write(call: Call, tags: Tags): Answer {
  const resource = taggedAt(call);
  const valid = requireValidTags(tags, resource?.type ?? subscriptionType);
  if (resource === undefined) {
    const notes = call.estate.notes<string>("tags of the subscription");
    notes.clear();
    for (const [name, value] of Object.entries(valid)) {
      notes.set(name, value);
    }
  } else {
    const none = Object.keys(valid).length === 0;
    call.estate.put(withoutUndefined({ ...resource, tags: none ? undefined : valid }));
  }
  return answer(call, valid);
}

function answer(call: Call, tags: Tags): Answer {
  return {
    status: 200,
    body: {
      id: `${scopeOf(call)}/providers/Microsoft.Resources/tags/default`,
      name: "default",
      type: "Microsoft.Resources/tags",
      properties: { tags },
    },
  };
}

/** Every tag name that is in use, with its values and how often each is. */
function tagNames(call: Call): object[] {
  const names = new Map<
    string,
    { readonly tagName: string; readonly values: Map<string, number> }
  >();
  const all = call.estate.all().map(({ tags }) => asObject(tags) as Tags);
  for (const [name, value] of [subscriptionTags(call), ...all].flatMap(Object.entries<string>)) {
    const known = names.get(name.toLowerCase()) ?? {
      tagName: name,
      values: new Map<string, number>(),
    };
    known.values.set(value, (known.values.get(value) ?? 0) + 1);
    names.set(name.toLowerCase(), known);
  }
  const count = (value: number): object => ({ type: "Total", value });
  return [...names.values()].map(({ tagName, values }) => {
    const id = `/subscriptions/${call.subscriptionId}/tagNames/${tagName}`;
    return {
      id,
      tagName,
      count: count([...values.values()].reduce((sum, uses) => sum + uses, 0)),
      values: [...values].map(([tagValue, uses]) => ({
        id: `${id}/tagValues/${tagValue}`,
        tagValue,
        count: count(uses),
      })),
    };
  });
}
