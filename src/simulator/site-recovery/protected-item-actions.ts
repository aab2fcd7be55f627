import { restartNeeded } from "../../azure/agent-support";
import type { StoredResource } from "../estate";
import { asObject, type JsonObject, valueAt } from "../json";
import type { Answer, Call, Operation, Platform } from "../operation";
import { examples, presented } from "./entity-operations";
import { agentVersionOf, latestMobilityAgentVersion, withDetails } from "./mobility-agent";
import { protectedItems } from "./protected-items";
import { type JobOutcome, startJob } from "./replication-jobs";
import { siteRecoveryError } from "./site-recovery-errors";
import { paths, protectedItemType, requireEntity } from "./vault-entities";

interface ItemAction {
  /** Last segment of the path and of the action. */
  readonly verb: string;
  readonly operation: string;
  readonly scenarioName: string;
  readonly friendlyName: string;
  readonly durationInSeconds: number;
  /** Whether the item's state allows it. */
  allowed(item: StoredResource): boolean;
  /** What the item becomes. */
  change(platform: Platform, item: StoredResource): StoredResource;
  outcome?(platform: Platform, item: StoredResource): JobOutcome;
}

const stateOf = (item: StoredResource): unknown => valueAt(item, "properties.protectionState");
const isProtected = (item: StoredResource): boolean => stateOf(item) === "Protected";

const failedOver = "UnplannedFailoverCommitPending";

/** What can be done to a replicated machine. States: Site Recovery API, `protectionState` and `testFailoverState`. */
const actions: readonly ItemAction[] = [
  {
    verb: "updateMobilityService",
    operation: "UpdateMobilityService",
    scenarioName: "UpdateMobilityService",
    friendlyName: "Update the mobility service",
    durationInSeconds: 300,
    allowed: isProtected,
    change: (call, item) =>
      withDetails(item, { agentVersion: latestMobilityAgentVersion(call.estate) }),
    // Source of the rule: learn.microsoft.com site-recovery/service-updates-how-to.
    outcome: (call, item) => {
      const versionAtLastRestart = agentVersionOf(item);
      const version = latestMobilityAgentVersion(call.estate);
      return restartNeeded({ versionAtLastRestart, version }) === true
        ? "CompletedWithInformation"
        : "Succeeded";
    },
  },
  {
    verb: "unplannedFailover",
    operation: "UnplannedFailover",
    scenarioName: "UnplannedFailover",
    friendlyName: "Failover",
    durationInSeconds: 600,
    allowed: isProtected,
    change: (_call, item) =>
      withProperties(item, { protectionState: failedOver, activeLocation: "Recovery" }),
  },
  {
    verb: "failoverCommit",
    operation: "FailoverCommit",
    scenarioName: "CommitFailover",
    friendlyName: "Commit",
    durationInSeconds: 120,
    allowed: (item) => stateOf(item) === failedOver,
    change: (_call, item) =>
      withProperties(item, { protectionState: "UnplannedFailoverCommitCompleted" }),
  },
  {
    verb: "applyRecoveryPoint",
    operation: "ApplyRecoveryPoint",
    scenarioName: "ChangeRecoveryPoint",
    friendlyName: "Change recovery point",
    durationInSeconds: 300,
    allowed: (item) => stateOf(item) === failedOver,
    change: (_call, item) => item,
  },
  {
    verb: "testFailover",
    operation: "TestFailover",
    scenarioName: "TestFailover",
    friendlyName: "Test failover",
    durationInSeconds: 600,
    allowed: isProtected,
    change: (_call, item) => withProperties(item, { testFailoverState: "WaitingForCompletion" }),
  },
  {
    verb: "testFailoverCleanup",
    operation: "TestFailoverCleanup",
    scenarioName: "TestFailoverCleanup",
    friendlyName: "Test failover cleanup",
    durationInSeconds: 300,
    allowed: (item) => valueAt(item, "properties.testFailoverState") === "WaitingForCompletion",
    change: (_call, item) => withProperties(item, { testFailoverState: "None" }),
  },
];

export const protectedItemActionOperations: Operation[] = actions.map((action) => ({
  id: `ReplicationProtectedItems_${action.operation}`,
  method: "POST",
  path: `${paths.protectedItem}/${action.verb}`,
  action: `${protectedItemType}/${action.verb}/action`,
  witness: `${examples}/ReplicationProtectedItems_${action.operation}.json`,
  handle: (call) => startAction(call, action),
}));

/** The action of a verb, for work that is done to many items: whether an item allows it, and what the item becomes. */
export function itemActionOf(verb: string): Pick<ItemAction, "allowed" | "change"> | undefined {
  return actions.find((action) => action.verb === verb);
}

function startAction(call: Call, action: ItemAction): Answer {
  const id = call.path.slice(0, call.path.lastIndexOf("/"));
  requireState(action, requireEntity(call, id));
  return startJob(call, {
    ...action,
    targetId: id,
    targetInstanceType: "ProtectionEntity",
    finish: () => {
      const item = requireEntity(call, id);
      requireState(action, item);
      const outcome = action.outcome?.(call, item) ?? "Succeeded";
      const changed = action.change(call, item);
      call.estate.put(changed);
      return { outcome, result: presented(protectedItems, call, changed) };
    },
  });
}

function requireState(action: ItemAction, item: StoredResource): void {
  if (!action.allowed(item)) {
    throw siteRecoveryError(
      409,
      "OperationNotAllowedInState",
      `The operation '${action.friendlyName}' is not allowed for the protected item '${item.name}' in its current state.`,
      {
        possibleCauses: `The protection state is '${String(stateOf(item))}'.`,
        recommendedAction: "Wait until the state allows the operation, then retry it.",
      },
    );
  }
}

function withProperties(item: StoredResource, changes: JsonObject): StoredResource {
  return { ...item, properties: { ...asObject(item.properties), ...changes } };
}
