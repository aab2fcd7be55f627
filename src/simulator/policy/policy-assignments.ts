import { isDeepStrictEqual } from "node:util";
import { deterministicGuid } from "../../azure/guid";
import { normalizeRegion } from "../../azure/regions";
import { isAtOrBelow, sameId } from "../../azure/resource-id";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, withoutUndefined } from "../json";
import { ArmError, type Answer, type Call, type Operation } from "../operation";
import { tellingDeleted } from "../resource-manager/delete-answer";
import { readFilter } from "../resource-manager/odata";
import { page } from "../resource-manager/paging";
import { requireScope } from "../resource-manager/resource-checks";
import { resourceType } from "../resource-manager/resource-type";
import { requireBody } from "../resource-manager/resource-write";
import { requireAssignable } from "./assignment-rules";

export const policyAssignmentType = "Microsoft.Authorization/policyAssignments";
const list = `/{scope}/providers/${policyAssignmentType}`;
const specification =
  "azure-rest-api-specs resources/resource-manager/Microsoft.Authorization/stable/2023-04-01/policyAssignments.json";

const standard = resourceType({
  type: policyAssignmentType,
  path: `${list}/{policyAssignmentName}`,
  extension: true,
  location: "optional",
  tags: false,
  identity: true,
  provisioningState: false,
  get: { id: "PolicyAssignments_Get", witness: specification },
  put: {
    id: "PolicyAssignments_Create",
    witness: `${specification}, whose one answer is 201`,
    updated: 201,
  },
  patch: { id: "PolicyAssignments_Update", witness: specification },
  delete: { id: "PolicyAssignments_Delete", witness: specification },
  required: ["properties.policyDefinitionId"],
  notFound: (call) =>
    new ArmError(
      404,
      "PolicyAssignmentNotFound",
      `The policy assignment '${call.parameters.policyAssignmentName ?? ""}' is not found.`,
    ),
  validate: (call, body, existing) => {
    requireAssignable(call.parameters.policyAssignmentName ?? "", body, existing);
  },
  complete: (call, body, existing) => ({ properties: completed(call, body, existing) }),
});

/** Policy assignments at any scope, with an identity where their policy changes resources. */
export const policyAssignmentOperations: Operation[] = [
  ...tellingDeleted(standard).map((operation) =>
    operation.method === "PUT" || operation.method === "PATCH"
      ? keepsLocation(operation)
      : operation,
  ),
  {
    id: "PolicyAssignments_ListForScope",
    method: "GET",
    path: list,
    action: `${policyAssignmentType}/read`,
    witness: `${specification} (List, ListForResourceGroup, ListForResource)`,
    handle: listAssignments,
  },
];

/** Source: Azure/enterprise-azure-policy-as-code issue 246: leaving the location out is a change as well. */
function keepsLocation(write: Operation): Operation {
  return {
    ...write,
    handle: (call) => {
      const before = asText(call.estate.get(call.path)?.location);
      const sent = asText(requireBody(call).location);
      const after = sent ?? (call.method === "PUT" ? "" : before);
      if (before !== undefined && normalizeRegion(after ?? "") !== normalizeRegion(before)) {
        throw new ArmError(
          400,
          "InvalidLocationUpdate",
          `The existing assignment location cannot be changed from '${before}' to '${after ?? ""}'.`,
        );
      }
      return write.handle(call);
    },
  };
}

function completed(call: Call, body: JsonObject, existing: StoredResource | undefined): JsonObject {
  const sent = asObject(body.properties);
  const before = asObject(existing?.properties);
  const { createdBy, createdOn, updatedBy, updatedOn, ...own } = asObject(sent.metadata);
  const stamps = asObject(before.metadata);
  const wanted = withoutUndefined({
    displayName: asText(sent.displayName),
    description: asText(sent.description),
    policyDefinitionId: sent.policyDefinitionId,
    definitionVersion: sent.definitionVersion ?? undefined,
    scope: `/${call.parameters.scope ?? ""}`,
    notScopes: sent.notScopes ?? [],
    parameters: asObject(sent.parameters),
    enforcementMode: sent.enforcementMode ?? "Default",
    nonComplianceMessages: sent.nonComplianceMessages ?? undefined,
    resourceSelectors: sent.resourceSelectors ?? undefined,
    overrides: sent.overrides ?? undefined,
    instanceId: before.instanceId ?? deterministicGuid("policy assignment", call.path),
  });
  const { metadata, ...rest } = before;
  const kept = withoutStamps(asObject(metadata));
  const same = existing !== undefined && isDeepStrictEqual([rest, kept], [wanted, own]);
  const now = call.clock.now().toISOString();
  const isChange = existing !== undefined && !same;
  return {
    ...wanted,
    metadata: {
      ...own,
      createdBy: stamps.createdBy ?? createdBy ?? call.principalId,
      createdOn: stamps.createdOn ?? createdOn ?? now,
      updatedBy: isChange ? call.principalId : (stamps.updatedBy ?? updatedBy ?? null),
      updatedOn: isChange ? now : (stamps.updatedOn ?? updatedOn ?? null),
    },
  };
}

function withoutStamps(metadata: JsonObject): JsonObject {
  const stamps = ["createdBy", "createdOn", "updatedBy", "updatedOn"];
  return Object.fromEntries(Object.entries(metadata).filter(([name]) => !stamps.includes(name)));
}

/** Everything that applies to a scope and everything in it, or less by `$filter`. Source: as `specification`. */
function listAssignments(call: Call): Answer {
  const scope = `/${call.parameters.scope ?? ""}`;
  requireScope(call, scope);
  const filter = readFilter(call.query.$filter);
  const definition = filter.get("policydefinitionid");
  const found = call.estate.ofType(policyAssignmentType).filter(({ properties }) => {
    const { scope: own, policyDefinitionId } = asObject(properties);
    const at = asText(own) ?? "";
    const reaches = isAtOrBelow(scope, at);
    const isInside = isAtOrBelow(at, scope);
    if (filter.has("atexactscope")) {
      return sameId(at, scope);
    }
    if (definition !== undefined) {
      return reaches && sameId(asText(policyDefinitionId) ?? "", definition);
    }
    return filter.has("atscope") ? reaches : reaches || isInside;
  });
  return { status: 200, body: page(call, found) };
}
