import { eventSubscriptionNameFindings, webhookAddressFindings } from "../../azure/event-grid";
import { parentId, parseResourceId, resourceIdFindings } from "../../azure/resource-id";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt, without, withoutUndefined } from "../json";
import type { LinkedScope, Operation } from "../operation";
import { groupPath } from "../resource-manager/path-template";
import { resourceType, type ResourceBody } from "../resource-manager/resource-type";
import { examples, invalidRequest, refuseFindings, subscribeAction } from "./event-grid-errors";
import { systemTopicType } from "./system-topics";

const type = `${systemTopicType}/eventSubscriptions`;
const list = groupPath(`${systemTopicType}/{systemTopicName}/eventSubscriptions`);

/**
 * Event subscriptions of system topics. A webhook's address is neither answered nor kept, but for the
 * part before its query.
 */
export const eventSubscriptionOperations: Operation[] = resourceType({
  type,
  path: `${list}/{eventSubscriptionName}`,
  get: {
    id: "SystemTopicEventSubscriptions_Get",
    witness: `${examples}/SystemTopicEventSubscriptions_Get.json`,
  },
  put: {
    id: "SystemTopicEventSubscriptions_CreateOrUpdate",
    witness: `${examples}/SystemTopicEventSubscriptions_CreateOrUpdate.json, whose one answer is 201`,
    updated: 201,
  },
  delete: {
    id: "SystemTopicEventSubscriptions_Delete",
    witness: `${examples}/SystemTopicEventSubscriptions_Delete.json`,
  },
  lists: [
    {
      id: "SystemTopicEventSubscriptions_ListBySystemTopic",
      path: list,
      witness: `${examples}/SystemTopicEventSubscriptions_ListBySystemTopic.json`,
    },
  ],
  required: ["properties.destination"],
  links: (call, body) => [
    ...sourceOf(call.estate.get(parentId(call.path) ?? "")),
    ...handlerOf(body),
  ],
  validate: (call, body) => {
    const { eventSubscriptionName = "" } = call.parameters;
    refuseFindings(eventSubscriptionNameFindings(eventSubscriptionName, "name"));
    const destination = asObject(valueAt(body, "properties.destination"));
    const address = asText(valueAt(destination, "properties.endpointUrl")) ?? "";
    if (destination.endpointType === "WebHook" && webhookAddressFindings(address, "").length > 0) {
      throw invalidRequest(
        "Invalid event subscription request: Supplied URL is invalid. It cannot be null or empty and should be a proper HTTPS URL like https://www.example.com.",
      );
    }
  },
  complete: (call, body) => ({ properties: completed(parentId(call.path) ?? "", body) }),
});

function sourceOf(topic: StoredResource | undefined): LinkedScope[] {
  const source = asText(valueAt(topic, "properties.source"));
  return source === undefined ? [] : [{ action: subscribeAction, scope: source }];
}

/** Any handler but a webhook must be writable for who subscribes. Source: learn.microsoft.com event-grid/security-authorization. */
function handlerOf(body: ResourceBody): LinkedScope[] {
  const scope = asText(valueAt(body, "properties.destination.properties.resourceId"));
  return scope === undefined || resourceIdFindings(scope, "").length > 0
    ? []
    : [{ action: `${parseResourceId(scope).type}/write`, scope }];
}

function completed(topicId: string, body: ResourceBody): JsonObject {
  const sent = asObject(body.properties);
  const destination = asObject(sent.destination);
  const settings = asObject(destination.properties);
  const address = asText(settings.endpointUrl);
  return withoutUndefined({
    ...sent,
    topic: topicId,
    destination: {
      endpointType: destination.endpointType,
      properties: withoutUndefined({
        ...without(settings, "endpointUrl"),
        endpointBaseUrl: address?.replace(/\?.*$/s, ""),
      }),
    },
    filter: { ...asObject(sent.filter) },
    labels: sent.labels ?? null,
    eventDeliverySchema: sent.eventDeliverySchema ?? "EventGridSchema",
    retryPolicy: {
      maxDeliveryAttempts: 30,
      eventTimeToLiveInMinutes: 1440,
      ...asObject(sent.retryPolicy),
    },
  });
}
