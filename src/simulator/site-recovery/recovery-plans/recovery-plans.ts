import { sameId } from "../../../azure/resource-id";
import type { StoredResource } from "../../estate";
import { asObject, asText, type JsonObject } from "../../json";
import type { Answer, Call, Operation, Platform } from "../../operation";
import { requireBody } from "../../resource-manager/resource-write";
import {
  deleteEntity,
  type EntityType,
  examples,
  getEntity,
  listEntities,
  putEntity,
  startWrite,
} from "../entity-operations";
import { invalidInput, siteRecoveryError } from "../site-recovery-errors";
import { paths, recoveryPlanType, requireEntity } from "../vault-entities";
import { readGroups, requireEnds, requireGroups } from "./plan-content";
import { allowsOperation, type PlanVerb } from "./plan-machines";
import { forgetScenario, isUnderWay, scenarioOf } from "./plan-scenario";

export const recoveryPlans: EntityType = {
  type: recoveryPlanType,
  path: paths.recoveryPlan,
  operationPrefix: "ReplicationRecoveryPlans",
  present: (call, plan) => ({
    ...plan,
    properties: {
      ...asObject(plan.properties),
      ...scenarioOf(call, plan.id),
      allowedOperations: allowedOperations(call, plan),
    },
  }),
};

const words = { targetInstanceType: "RecoveryPlan", durationInSeconds: 30 };

/** Recovery plans: the order in which machines fail over, and what is done between them. */
export const recoveryPlanOperations: Operation[] = [
  getEntity(recoveryPlans),
  listEntities(recoveryPlans, {
    operation: "List",
    type: recoveryPlanType,
    path: `${paths.vault}/replicationRecoveryPlans`,
  }),
  putEntity(recoveryPlans, {
    ...words,
    scenarioName: "CreateRecoveryPlan",
    friendlyName: "Create a recovery plan",
    properties: planProperties,
    written: (call, wanted, before) => {
      // A plan that is made anew knows nothing of an earlier one of its name.
      if (before === undefined) {
        forgetScenario(call, wanted.id);
      }
    },
  }),
  {
    id: "ReplicationRecoveryPlans_Update",
    method: "PATCH",
    path: paths.recoveryPlan,
    action: `${recoveryPlanType}/write`,
    witness: `${examples}/ReplicationRecoveryPlans_Update.json`,
    handle: updatePlan,
  },
  deleteEntity(recoveryPlans, {
    ...words,
    operation: "Delete",
    scenarioName: "DeleteRecoveryPlan",
    friendlyName: "Delete a recovery plan",
    before: requireIdle,
  }),
];

function planProperties(
  call: Call,
  body: JsonObject,
  id: string,
  existing: StoredResource | undefined,
): JsonObject {
  const sent = asObject(body.properties);
  const { primary, recovery, zones } = requireEnds(call, sent);
  requireSameEnds(existing, primary, recovery);
  const model = asText(sent.failoverDeploymentModel) ?? "ResourceManager";
  if (model !== "ResourceManager" && model !== "NotApplicable") {
    throw invalidInput(
      `The failover deployment model '${model}' cannot be used between Azure regions.`,
      "Use 'ResourceManager'.",
    );
  }
  return {
    friendlyName: id.slice(id.lastIndexOf("/") + 1),
    primaryFabricId: primary.id,
    primaryFabricFriendlyName: primary.name,
    recoveryFabricId: recovery.id,
    recoveryFabricFriendlyName: recovery.name,
    failoverDeploymentModel: model,
    replicationProviders: ["A2A"],
    groups: requireGroups(
      call,
      sent.groups,
      {
        primaryFabricId: primary.id,
        recoveryFabricId: recovery.id,
      },
      existing,
    ),
    providerSpecificDetails: [{ instanceType: "A2A", ...zones }],
  };
}

/** The body of an update has only groups. Source: ReplicationRecoveryPlans_Update.json. */
function updatePlan(call: Call): Answer {
  const body = requireBody(call);
  const plan = requireEntity(call, call.path);
  requireIdle(call, plan);
  const properties = asObject(plan.properties);
  const { groups } = asObject(body.properties);
  const wanted =
    groups === undefined
      ? plan
      : {
          ...plan,
          properties: {
            ...properties,
            groups: requireGroups(
              call,
              groups,
              {
                primaryFabricId: asText(properties.primaryFabricId) ?? "",
                recoveryFabricId: asText(properties.recoveryFabricId) ?? "",
              },
              plan,
            ),
          },
        };
  return startWrite(
    recoveryPlans,
    call,
    { ...words, scenarioName: "UpdateRecoveryPlan", friendlyName: "Save a recovery plan" },
    wanted,
  );
}

function requireSameEnds(
  existing: StoredResource | undefined,
  primary: StoredResource,
  recovery: StoredResource,
): void {
  const { primaryFabricId, recoveryFabricId } = asObject(existing?.properties);
  const differs = (before: unknown, now: StoredResource): boolean =>
    typeof before === "string" && !sameId(before, now.id);
  if (differs(primaryFabricId, primary) || differs(recoveryFabricId, recovery)) {
    throw invalidInput(
      `The fabrics of the recovery plan '${existing?.name ?? ""}' cannot change.`,
      "Delete the recovery plan, then create it again.",
    );
  }
}

function requireIdle(call: Call, plan: StoredResource): void {
  if (isUnderWay(call, plan)) {
    throw siteRecoveryError(
      409,
      "OperationNotAllowedInState",
      `The recovery plan '${plan.name}' cannot change while a job of it is under way.`,
      {
        possibleCauses: "A failover of the recovery plan has not ended.",
        recommendedAction: "Wait for the job or cancel it, then retry the operation.",
      },
    );
  }
}

/** Words of `allowedOperations`, by what is asked for. */
const operationWords: readonly (readonly [PlanVerb, string])[] = [
  ["unplannedFailover", "UnplannedFailover"],
  ["testFailover", "TestFailover"],
  ["testFailoverCleanup", "TestFailoverCleanup"],
  ["failoverCommit", "Commit"],
  ["reProtect", "ReverseReplicate"],
  ["failoverCancel", "CancelFailover"],
];

/** What any of its machines allows. */
function allowedOperations(platform: Platform, plan: StoredResource): string[] {
  if (isUnderWay(platform, plan)) {
    return [];
  }
  const items = itemsOfPlan(platform, plan);
  return operationWords
    .filter(([verb]) => items.some((item) => allowsOperation(item, verb)))
    .map(([, word]) => word);
}

/** The protected items of a plan that are still there, in the order of its groups. */
export function itemsOfPlan(platform: Platform, plan: StoredResource): StoredResource[] {
  return readGroups(asObject(plan.properties).groups)
    .flatMap(({ itemIds }) => itemIds)
    .flatMap((id) => platform.estate.get(id) ?? []);
}
