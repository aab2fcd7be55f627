import { planSteps } from "../../../azure/recovery-plan-steps";
import type { StoredResource } from "../../estate";
import { asArray, asObject, asText, isObject, type JsonObject, valueAt } from "../../json";
import { ArmError, type Answer, type Call, type Operation } from "../../operation";
import { requireBody } from "../../resource-manager/resource-write";
import { examples, presented } from "../entity-operations";
import { beginJob, jobId, jobsOf, stateOf } from "../jobs/job-records";
import { jobNameOf, requestOf } from "../replication-jobs";
import { siteRecoveryError } from "../site-recovery-errors";
import {
  asSiteRecoveryId,
  paths,
  recoveryPlanType,
  requireEntity,
  vaultIdOf,
} from "../vault-entities";
import { readGroups } from "./plan-content";
import { machineOptions, requireInput } from "./plan-input";
import { allowsOperation, type PlanVerb } from "./plan-machines";
import { beginStep } from "./plan-run";
import { isUnderWay, lastDirection, rememberDirection, tellScenario } from "./plan-scenario";
import { itemsOfPlan, recoveryPlans } from "./recovery-plans";

interface PlanOperation {
  readonly verb: PlanVerb;
  /** Name of the operation in the specification. */
  readonly operation: string;
  readonly scenarioName: string;
  readonly friendlyName: string;
  /** What its actions are meant for. */
  readonly failoverType: string;
  /** The property of the plan that tells when it was last done. */
  readonly lastTime?: string;
  /** Whether a body with `failoverDirection` is needed. */
  readonly directed: boolean;
}

/** Scenario names: the `currentScenario` of the official examples ReplicationRecoveryPlans_*.json. */
const operations: readonly PlanOperation[] = [
  {
    verb: "testFailover",
    operation: "TestFailover",
    scenarioName: "TestFailover",
    friendlyName: "Test failover",
    failoverType: "TestFailover",
    lastTime: "lastTestFailoverTime",
    directed: true,
  },
  {
    verb: "testFailoverCleanup",
    operation: "TestFailoverCleanup",
    scenarioName: "TestFailoverCleanup",
    friendlyName: "Test failover cleanup",
    failoverType: "TestFailoverCleanup",
    directed: false,
  },
  {
    verb: "plannedFailover",
    operation: "PlannedFailover",
    scenarioName: "PlannedFailover",
    friendlyName: "Planned failover",
    failoverType: "PlannedFailover",
    lastTime: "lastPlannedFailoverTime",
    directed: true,
  },
  {
    verb: "unplannedFailover",
    operation: "UnplannedFailover",
    scenarioName: "UnplannedFailover",
    friendlyName: "Failover",
    failoverType: "UnplannedFailover",
    lastTime: "lastUnplannedFailoverTime",
    directed: true,
  },
  {
    verb: "failoverCommit",
    operation: "FailoverCommit",
    scenarioName: "CommitFailover",
    friendlyName: "Commit",
    failoverType: "Commit",
    directed: false,
  },
  {
    verb: "reProtect",
    operation: "Reprotect",
    scenarioName: "ReverseReplication",
    friendlyName: "Reprotect",
    failoverType: "ReverseReplicate",
    directed: false,
  },
  {
    verb: "failoverCancel",
    operation: "FailoverCancel",
    scenarioName: "CancelFailover",
    friendlyName: "Cancel failover",
    failoverType: "CancelFailover",
    directed: false,
  },
];

/** What is done to all machines of a recovery plan. */
export const planActionOperations: Operation[] = operations.map((operation) => ({
  id: `ReplicationRecoveryPlans_${operation.operation}`,
  method: "POST",
  path: `${paths.recoveryPlan}/${operation.verb}`,
  action: `${recoveryPlanType}/${operation.verb}/action`,
  witness: `${examples}/ReplicationRecoveryPlans_${operation.operation}.json`,
  handle: (call) => start(call, operation),
}));

/** Begins the job. Its operation ends when the job does, however long a manual action is waited for. */
function start(call: Call, operation: PlanOperation): Answer {
  const id = call.path.slice(0, call.path.lastIndexOf("/"));
  const input = operation.directed ? asObject(requireBody(call).properties) : optionalInput(call);
  const found = requireEntity(call, id);
  const direction = operation.directed
    ? requireInput(call, operation.verb, input)
    : lastDirection(call, id);
  requireAllowed(call, operation, found);
  const vaultId = asSiteRecoveryId(vaultIdOf(found.id));
  const { failoverType, verb, scenarioName, friendlyName, lastTime } = operation;
  const withShutdown = input.sourceSiteOperations !== "NotRequired";
  const steps = planSteps(readGroups(asObject(found.properties).groups), {
    failoverType,
    direction,
    withShutdown,
  });
  let jobName = "";
  const answer = call.begin({
    status: 202,
    headers: ["Azure-AsyncOperation", "Location"],
    statusPath: `${vaultId}/replicationOperationStatus/{id}`,
    resultPath: `${found.id}/operationresults/{id}`,
    durationInSeconds: Infinity,
    retryAfterInSeconds: 30,
    finish: () => outcomeOf(call, jobId(vaultId, jobName), found.id),
  });
  jobName = jobNameOf(answer);
  const job = beginJob(call, vaultId, jobName, {
    scenarioName,
    friendlyName,
    targetId: found.id,
    targetInstanceType: "RecoveryPlan",
    durationInSeconds: 0,
    steps: [],
    request: requestOf(call),
    run: {
      planId: found.id,
      verb,
      failoverType,
      direction,
      options: machineOptions(input),
      at: 0,
      steps: steps.map((step) => ({ ...step, state: "NotStarted" })),
    },
  });
  rememberDirection(call, found.id, direction);
  const startTime = call.clock.now().toISOString();
  tellScenario(call, found.id, {
    currentScenario: { scenarioName, jobId: job.id, startTime },
    currentScenarioStatus: "InProgress",
    currentScenarioStatusDescription: "InProgress",
    ...(lastTime !== undefined && { [lastTime]: startTime }),
  });
  beginStep(call, job.id);
  return { ...answer, headers: { ...answer.headers, "x-ms-request-id": job.id } };
}

/** What the operation's address tells when the job has ended. */
function outcomeOf(
  call: Call,
  id: string,
  planId: string,
): { readonly statusWord: string; readonly result?: unknown } {
  const job = jobsOf(call.estate).get(id.toLowerCase());
  const state = job === undefined ? "Cancelled" : stateOf(job);
  if (state === "Failed") {
    const error = asObject(valueAt(asArray(job?.properties.errors)[0], "serviceErrorDetails"));
    const code = asText(error.code) ?? "";
    const message = asText(error.message) ?? "";
    throw new ArmError(409, "Conflict", message, undefined, [{ ...error, code, message }]);
  }
  if (state === "Cancelled") {
    return { statusWord: "Cancelled" };
  }
  const plan = call.estate.get(planId);
  const description = asText(job?.properties.stateDescription);
  return {
    statusWord: description === "PartiallySucceeded" ? description : "Succeeded",
    result: plan === undefined ? null : presented(recoveryPlans, call, plan),
  };
}

function requireAllowed(call: Call, operation: PlanOperation, plan: StoredResource): void {
  const underWay = isUnderWay(call, plan);
  const allowing = itemsOfPlan(call, plan).filter((item) => allowsOperation(item, operation.verb));
  if (underWay || allowing.length === 0) {
    throw siteRecoveryError(
      409,
      "OperationNotAllowedInState",
      `The operation '${operation.friendlyName}' is not allowed for the recovery plan '${plan.name}' in its current state.`,
      {
        possibleCauses: underWay
          ? "A job of the recovery plan is under way."
          : "No machine of the recovery plan is in a state that allows it.",
        recommendedAction: "See allowedOperations of the recovery plan.",
      },
    );
  }
}

function optionalInput(call: Call): JsonObject {
  return isObject(call.body) ? asObject(call.body.properties) : {};
}
