import { restartNeeded } from "../../azure/agent-support";
import type { ProtectedItemOperation } from "../../azure/protected-item-states";
import type { StoredResource } from "../estate";
import { valueAt } from "../json";
import type { Answer, Call, Operation } from "../operation";
import { agentUpdateFailure } from "./agent-update";
import { examples, presented } from "./entity-operations";
import {
  checkAddedDisks,
  resynchronized,
  withAddedDisks,
  withoutDisks,
  withoutHealthErrors,
} from "./failover/disk-changes";
import {
  changeRecoveryPoint,
  cleanUpTestFailover,
  commitFailover,
  failOver,
  reprotect,
  testFailOver,
} from "./failover/failover";
import {
  failoverOptions,
  healthErrorIds,
  pointChoice,
  reprotectInput,
  testFailoverOptions,
} from "./failover/failover-input";
import { allowsNow, notAllowedNow } from "./failover/item-state";
import { targetLinks } from "./failover/protection-links";
import { choosePoint } from "./failover/recovery-point";
import { checkReprotection } from "./failover/switch-protection";
import { requireTestNetwork } from "./failover/test-network";
import { agentVersionOf, latestMobilityAgentVersion, withDetails } from "./mobility-agent";
import { protectedItems } from "./protected-items";
import { type JobOutcome, startJob } from "./replication-jobs";
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
  /** Refuses the request before any work begins: what is wrong with its body, rights it needs elsewhere. */
  check?(call: Call, item: StoredResource): void;
  /** What the item becomes. */
  change(call: Call, item: StoredResource): StoredResource;
  outcome?(call: Call, item: StoredResource): JobOutcome;
}

const isProtected = (item: StoredResource): boolean =>
  valueAt(item, "properties.protectionState") === "Protected";

/** Whether an item's state allows an operation. */
const when =
  (operation: ProtectedItemOperation) =>
  (item: StoredResource): boolean =>
    allowsNow(item, operation);

/** What can be done to a replicated machine. States: see `src/azure/protected-item-states.ts`. */
const actions: readonly ItemAction[] = [
  {
    verb: "updateMobilityService",
    operation: "UpdateMobilityService",
    scenarioName: "UpdateMobilityService",
    friendlyName: "Update the mobility service",
    durationInSeconds: 300,
    allowed: isProtected,
    change: (call, item) => withDetails(item, { agentVersion: latestMobilityAgentVersion(call) }),
    // Source of the rule: learn.microsoft.com site-recovery/service-updates-how-to.
    outcome: (call, item) => {
      const failure = agentUpdateFailure(call, item);
      if (failure !== undefined) {
        throw failure;
      }
      const versionAtLastRestart = agentVersionOf(item);
      const version = latestMobilityAgentVersion(call);
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
    allowed: when("UnplannedFailover"),
    check: (call, item) => {
      choosePoint(call, item, failoverOptions(call));
    },
    change: (call, item) => failOver(call, item, failoverOptions(call)),
  },
  {
    verb: "failoverCommit",
    operation: "FailoverCommit",
    scenarioName: "CommitFailover",
    friendlyName: "Commit",
    durationInSeconds: 120,
    allowed: when("Commit"),
    change: commitFailover,
  },
  {
    verb: "applyRecoveryPoint",
    operation: "ApplyRecoveryPoint",
    scenarioName: "ChangeRecoveryPoint",
    friendlyName: "Change recovery point",
    durationInSeconds: 300,
    allowed: when("ChangePit"),
    check: (call, item) => {
      choosePoint(call, item, pointChoice(call));
    },
    change: (call, item) => changeRecoveryPoint(call, item, pointChoice(call)),
  },
  {
    verb: "testFailover",
    operation: "TestFailover",
    scenarioName: "TestFailover",
    friendlyName: "Test failover",
    durationInSeconds: 600,
    allowed: when("TestFailover"),
    check: (call, item) => {
      const options = testFailoverOptions(call);
      choosePoint(call, item, options);
      call.requireLinked(targetLinks({ recoveryAzureNetworkId: options.networkId }));
      requireTestNetwork(call, item, options);
    },
    change: (call, item) => testFailOver(call, item, testFailoverOptions(call)),
  },
  {
    verb: "testFailoverCleanup",
    operation: "TestFailoverCleanup",
    scenarioName: "TestFailoverCleanup",
    friendlyName: "Test failover cleanup",
    durationInSeconds: 300,
    allowed: when("TestFailoverCleanup"),
    change: cleanUpTestFailover,
  },
  {
    verb: "reProtect",
    operation: "Reprotect",
    scenarioName: "ReverseReplication",
    friendlyName: "Re-protect",
    durationInSeconds: 300,
    allowed: when("ReverseReplicate"),
    check: checkReprotection,
    change: (call, item) => reprotect(call, item, reprotectInput(call)),
  },
  {
    verb: "repairReplication",
    operation: "RepairReplication",
    scenarioName: "RepairReplication",
    friendlyName: "Resynchronize",
    durationInSeconds: 300,
    allowed: when("RepairReplication"),
    change: (_call, item) => resynchronized(item),
  },
  {
    verb: "resolveHealthErrors",
    operation: "ResolveHealthErrors",
    scenarioName: "ResolveHealthErrors",
    friendlyName: "Resolve health errors",
    durationInSeconds: 60,
    allowed: () => true,
    change: (call, item) => withoutHealthErrors(item, healthErrorIds(call)),
  },
  {
    verb: "addDisks",
    operation: "AddDisks",
    scenarioName: "AddDisks",
    friendlyName: "Add disks",
    durationInSeconds: 300,
    allowed: when("RepairReplication"),
    check: checkAddedDisks,
    change: withAddedDisks,
  },
  {
    verb: "removeDisks",
    operation: "RemoveDisks",
    scenarioName: "RemoveDisks",
    friendlyName: "Remove disks",
    durationInSeconds: 120,
    allowed: when("RepairReplication"),
    check: (call, item) => {
      withoutDisks(call, item);
    },
    change: withoutDisks,
  },
];

/** Installs what an update of the mobility service installs. Only new versions of the API have it. */
const reinstallation: readonly ItemAction[] = actions
  .filter(({ verb }) => verb === "updateMobilityService")
  .map((update) => ({
    ...update,
    verb: "reinstallMobilityService",
    operation: "ReinstallMobilityService",
    scenarioName: "ReinstallMobilityService",
    friendlyName: "Reinstall the mobility service",
  }));

export const protectedItemActionOperations: Operation[] = [...actions, ...reinstallation].map(
  (action) => ({
    id: `ReplicationProtectedItems_${action.operation}`,
    method: "POST",
    path: `${paths.protectedItem}/${action.verb}`,
    action: `${protectedItemType}/${action.verb}/action`,
    witness: `${examples}/ReplicationProtectedItems_${action.operation}.json`,
    handle: (call) => startAction(call, action),
  }),
);

function startAction(call: Call, action: ItemAction): Answer {
  const id = call.path.slice(0, call.path.lastIndexOf("/"));
  const item = requireEntity(call, id);
  requireState(action, item);
  action.check?.(call, item);
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
    throw notAllowedNow(item, action.friendlyName);
  }
}
