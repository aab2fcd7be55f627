import { systemTopicNameFindings } from "../../azure/event-grid";
import { deterministicGuid } from "../../azure/guid";
import { normalizeRegion } from "../../azure/regions";
import { sameId } from "../../azure/resource-id";
import type { StoredResource } from "../estate";
import { asObject, asText, valueAt } from "../json";
import type { Call, Operation } from "../operation";
import { groupPath, subscriptionPath } from "../resource-manager/path-template";
import { resourceType, type ResourceBody } from "../resource-manager/resource-type";
import { examples, invalidRequest, refuseFindings, subscribeAction } from "./event-grid-errors";

export const systemTopicType = "Microsoft.EventGrid/systemTopics";

/** System topics: by them a resource of Azure raises events. */
export const systemTopicOperations: Operation[] = resourceType({
  type: systemTopicType,
  path: groupPath(`${systemTopicType}/{systemTopicName}`),
  location: "required",
  identity: true,
  required: ["properties.source", "properties.topicType"],
  get: { id: "SystemTopics_Get", witness: `${examples}/SystemTopics_Get.json` },
  put: {
    id: "SystemTopics_CreateOrUpdate",
    witness: `${examples}/SystemTopics_CreateOrUpdate.json`,
  },
  patch: { id: "SystemTopics_Update", witness: `${examples}/SystemTopics_Update.json` },
  delete: { id: "SystemTopics_Delete", witness: `${examples}/SystemTopics_Delete.json` },
  lists: [
    {
      id: "SystemTopics_ListByResourceGroup",
      path: groupPath(systemTopicType),
      witness: `${examples}/SystemTopics_ListByResourceGroup.json`,
    },
    {
      id: "SystemTopics_ListBySubscription",
      path: subscriptionPath(systemTopicType),
      witness: `${examples}/SystemTopics_ListBySubscription.json`,
    },
  ],
  validate: (call, body, existing) => {
    refuseFindings(systemTopicNameFindings(call.parameters.systemTopicName ?? "", "name"));
    requireSource(call, body, existing);
  },
  complete: (_call, body) => {
    const { source, topicType } = asObject(body.properties);
    return {
      properties: {
        source,
        topicType,
        metricResourceId: deterministicGuid("system topic", asText(source) ?? ""),
      },
    };
  },
});

/** Only what stands in this estate can be looked at. */
function requireSource(call: Call, body: ResourceBody, existing: StoredResource | undefined): void {
  const source = asText(valueAt(body, "properties.source")) ?? "";
  const before = asText(valueAt(existing, "properties.source"));
  if (before !== undefined && !sameId(before, source)) {
    throw invalidRequest("The source of a system topic cannot be changed.");
  }
  if (!call.allows(subscribeAction, source)) {
    throw invalidRequest(
      `The user does not have permission to perform the operation on the resource ${source}.`,
    );
  }
  const location = asText(call.estate.get(source)?.location);
  if (
    location !== undefined &&
    normalizeRegion(location) !== normalizeRegion(asText(body.location) ?? "")
  ) {
    throw invalidRequest(
      `System topic's location must match with location of the source resource ${source}.`,
    );
  }
  const other = call.estate
    .ofType(systemTopicType)
    .find(
      (topic) =>
        !sameId(topic.id, call.path) &&
        sameId(asText(valueAt(topic, "properties.source")) ?? "", source),
    );
  if (other !== undefined) {
    throw invalidRequest(
      `There is an existing tracked system topic for the given source ${source}. Only one system topic is allowed per source.`,
    );
  }
}
