import { isDeepStrictEqual } from "node:util";
import { deterministicGuid } from "../../azure/guid";
import { isAtOrBelow } from "../../azure/resource-id";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../json";
import { ArmError, type Call, type Operation } from "../operation";
import { tellingDeleted } from "../resource-manager/delete-answer";
import { page } from "../resource-manager/paging";
import { resourceAction, resourceType } from "../resource-manager/resource-type";
import { policyAssignmentType } from "./policy-assignments";
import { beginRemediation, endRemediation, isActive, machinesOf } from "./remediation-run";

const type = "Microsoft.PolicyInsights/remediations";
const list = `/{scope}/providers/${type}`;
const one = `${list}/{remediationName}`;
const specification =
  "azure-rest-api-specs policyinsights/resource-manager/Microsoft.PolicyInsights/stable/2024-10-01/remediations.json";

const declaration = {
  type,
  notFound: (call: Call): ArmError =>
    new ArmError(
      404,
      "RemediationNotFound",
      `The remediation '${call.parameters.remediationName ?? ""}' could not be found.`,
    ),
};

/** Tasks that bring machines to what a policy wants of them, in the name of its assignment's identity. */
export const remediationOperations: Operation[] = [
  ...tellingDeleted(
    resourceType({
      ...declaration,
      path: one,
      extension: true,
      tags: false,
      provisioningState: false,
      get: { id: "Remediations_GetAtResource", witness: specification },
      put: { id: "Remediations_CreateOrUpdateAtResource", witness: specification },
      delete: { id: "Remediations_DeleteAtResource", witness: specification },
      lists: [{ id: "Remediations_ListForResource", path: list, witness: specification }],
      required: ["properties.policyAssignmentId"],
      validate: requireRemediable,
      complete: (call, body, existing) => ({ properties: completed(call, body, existing) }),
      written: (call, remediation, existing) => {
        if (existing === undefined || !sameSettings(remediation, existing)) {
          beginRemediation(call, remediation);
        }
      },
      beforeDelete: (_call, remediation) => {
        if (isActive(remediation)) {
          throw invalid(
            "delete",
            remediation.name,
            "The remediation must be in a terminal provisioning state (Succeeded, Canceled, Failed) before it can be deleted.",
          );
        }
      },
      deleted: (call, remediation) => {
        machinesOf(call).delete(remediation.id.toLowerCase());
      },
    }),
  ),
  resourceAction({
    ...declaration,
    id: "Remediations_CancelAtResource",
    path: `${one}/cancel`,
    action: `${type}/cancel/action`,
    witness: specification,
    handle: (call, remediation) => {
      if (!isActive(remediation)) {
        throw invalid("cancel", remediation.name, "A completed remediation cannot be canceled.");
      }
      return { status: 200, body: endRemediation(call, remediation, "Canceled") };
    },
  }),
  resourceAction({
    ...declaration,
    id: "Remediations_ListDeploymentsAtResource",
    path: `${one}/listDeployments`,
    action: `${type}/listDeployments/read`,
    witness: specification,
    handle: (call, remediation) => ({
      status: 200,
      body: page(call, deploymentsOf(call, remediation)),
    }),
  }),
];

function requireRemediable(
  call: Call,
  body: JsonObject,
  existing: StoredResource | undefined,
): void {
  const name = call.parameters.remediationName ?? "";
  const properties = asObject(body.properties);
  const id = asText(properties.policyAssignmentId) ?? "";
  const assignment = call.estate.get(id);
  const verb = existing === undefined ? "create" : "update";
  if (existing !== undefined && isActive(existing)) {
    throw invalid(verb, name, "A remediation may not be changed or replaced while it is active.");
  }
  if (assignment?.type !== policyAssignmentType) {
    throw invalid(verb, name, `The policy assignment '${id}' could not be found.`);
  }
  const reached = asText(valueAt(assignment, "properties.scope")) ?? "";
  const scope = `/${call.parameters.scope ?? ""}`;
  if (!isAtOrBelow(scope, reached) && !isAtOrBelow(reached, scope)) {
    throw invalid(verb, name, `The policy assignment '${id}' does not apply to '${scope}'.`);
  }
  const set = (asText(valueAt(assignment, "properties.policyDefinitionId")) ?? "").toLowerCase();
  if (
    set.includes("/policysetdefinitions/") &&
    properties.policyDefinitionReferenceId === undefined
  ) {
    throw invalid(
      verb,
      name,
      `The policy assignment '${id}' assigns a policy set definition. Remediations must specify a single policy definition reference ID within the policy set definition.`,
    );
  }
}

const codes = {
  cancel: "InvalidCancelRemediationRequest",
  create: "InvalidCreateRemediationRequest",
  delete: "InvalidDeleteRemediationRequest",
  update: "InvalidUpdateRemediationRequest",
} as const;

function invalid(verb: keyof typeof codes, name: string, why: string): ArmError {
  return new ArmError(
    400,
    codes[verb],
    `The request to ${verb} remediation '${name}' is invalid. ${why}`,
  );
}

const settings = [
  "policyAssignmentId",
  "policyDefinitionReferenceId",
  "resourceDiscoveryMode",
  "filters",
  "resourceCount",
  "parallelDeployments",
  "failureThreshold",
] as const;

function settingsOf(properties: unknown): JsonObject {
  const given = asObject(properties);
  return withoutUndefined(Object.fromEntries(settings.map((name) => [name, given[name]])));
}

function sameSettings(a: StoredResource, b: StoredResource): boolean {
  return isDeepStrictEqual(settingsOf(a.properties), settingsOf(b.properties));
}

/** What is asked for once more is there already; other settings begin the task anew. */
function completed(call: Call, body: JsonObject, existing: StoredResource | undefined): JsonObject {
  const wanted = {
    resourceDiscoveryMode: "ExistingNonCompliant",
    ...settingsOf(body.properties),
  };
  if (existing !== undefined && isDeepStrictEqual(settingsOf(existing.properties), wanted)) {
    return asObject(existing.properties);
  }
  const now = call.clock.now().toISOString();
  return {
    ...wanted,
    provisioningState: "Accepted",
    createdOn: now,
    lastUpdatedOn: now,
    deploymentStatus: { totalDeployments: 0, successfulDeployments: 0, failedDeployments: 0 },
    correlationId: deterministicGuid("remediation", call.path, now),
  };
}

function deploymentsOf(call: Call, remediation: StoredResource): JsonObject[] {
  return (machinesOf(call).get(remediation.id.toLowerCase()) ?? []).map(
    ({ machineId, status, error, at }) =>
      withoutUndefined({
        remediatedResourceId: machineId,
        status,
        resourceLocation: call.estate.get(machineId)?.location,
        createdOn: at,
        lastUpdatedOn: at,
        error,
      }),
  );
}
