/*
 * The life of an Azure virtual machine that Site Recovery replicates.
 *
 * Sources: the official examples ReplicationProtectedItems_ResolveHealthErrors.json (an Azure machine that
 * is protected), _TestFailover.json, _TestFailoverCleanup.json and _ApplyRecoveryPoint.json;
 * Azure/reliability-workbook issue 130 (the words after a failover and after its commit);
 * learn.microsoft.com site-recovery/azure-to-azure-how-to-reprotect (only a committed failover is
 * reprotected). `CompleteMigration`, which those examples allow too, is of machines outside Azure.
 */

/** What can be asked of a protected item, in the words of `allowedOperations`. */
export type ProtectedItemOperation =
  | "ChangePit"
  | "Commit"
  | "DisableProtection"
  | "RepairReplication"
  | "ReverseReplicate"
  | "TestFailover"
  | "TestFailoverCleanup"
  | "UnplannedFailover";

/** One state of a protected item. */
export interface ProtectedItemState {
  readonly protectionState: string;
  readonly protectionStateDescription: string;
  /** Where the machine runs that users work with. */
  readonly activeLocation: "Primary" | "Recovery";
  /** The order is that of the official examples. */
  readonly allowedOperations: readonly ProtectedItemOperation[];
  /** Whether changes of the machine reach the other side. */
  readonly replicates: boolean;
}

/** Every state, by a name of our own. */
export const protectedItemStates = {
  /** The disks are copied for the first time, in either direction. */
  firstReplication: {
    protectionState: "InitialReplicationInProgress",
    protectionStateDescription: "Initial replication in progress",
    activeLocation: "Primary",
    allowedOperations: ["DisableProtection"],
    replicates: true,
  },
  protected: {
    protectionState: "Protected",
    protectionStateDescription: "Protected",
    activeLocation: "Primary",
    allowedOperations: [
      "RepairReplication",
      "UnplannedFailover",
      "DisableProtection",
      "TestFailover",
    ],
    replicates: true,
  },
  /** A test machine stands beside the machine, which goes on replicating. */
  testFailedOver: {
    protectionState: "Protected",
    protectionStateDescription: "Cleanup test failover pending",
    activeLocation: "Primary",
    allowedOperations: ["TestFailoverCleanup"],
    replicates: true,
  },
  failedOver: {
    protectionState: "UnplannedFailoverCommitPendingStatesBegin",
    protectionStateDescription: "Failover completed",
    activeLocation: "Recovery",
    allowedOperations: ["Commit", "DisableProtection", "ChangePit"],
    replicates: false,
  },
  committed: {
    protectionState: "UnplannedFailoverCommitted",
    protectionStateDescription: "Failover committed",
    activeLocation: "Recovery",
    allowedOperations: ["DisableProtection", "ReverseReplicate"],
    replicates: false,
  },
} as const satisfies Readonly<Record<string, ProtectedItemState>>;

export type ProtectedItemStateName = keyof typeof protectedItemStates;

/** `testFailoverState` and its description before, during and after a test failover. */
export const testFailoverStates = {
  none: { testFailoverState: "None", testFailoverStateDescription: "None" },
  waiting: {
    testFailoverState: "WaitingForCompletion",
    testFailoverStateDescription: "Waiting for user input",
  },
  /** Stays until the next test failover. Source: ReplicationProtectedItems_FailoverCommit.json, a day after the clean-up. */
  cleanedUp: {
    testFailoverState: "MarkedForDeletion",
    testFailoverStateDescription: "Cleaning up test environment",
  },
} as const;

/** Whether a test machine waits to be cleaned up. */
export function testFailoverPending(testFailoverState: string | undefined): boolean {
  return testFailoverState === testFailoverStates.waiting.testFailoverState;
}

/** The state of an item as its properties tell it; `undefined` for one that machines of Azure do not have. */
export function stateOfProtectedItem(item: {
  readonly protectionState?: string | undefined;
  readonly testFailoverState?: string | undefined;
}): ProtectedItemState | undefined {
  if (
    testFailoverPending(item.testFailoverState) &&
    item.protectionState === protectedItemStates.testFailedOver.protectionState
  ) {
    return protectedItemStates.testFailedOver;
  }
  return Object.values<ProtectedItemState>(protectedItemStates).find(
    ({ protectionState }) => protectionState === item.protectionState,
  );
}

/** Whether an operation is allowed for an item in its state. */
export function operationAllowed(
  item: Parameters<typeof stateOfProtectedItem>[0],
  operation: ProtectedItemOperation,
): boolean {
  return stateOfProtectedItem(item)?.allowedOperations.includes(operation) ?? false;
}

/** Whether a machine's disks are still copied for the first time, or are about to be. */
export function firstReplicationGoesOn(protectionState: string): boolean {
  return /^(InitialReplication(?!Failed)|Enabl|UnprotectedStatesBegin)/i.test(protectionState);
}

/** Whether Site Recovery gave the first copy up. */
export function firstReplicationFailed(protectionState: string): boolean {
  return /^(InitialReplication|Enabl)\w*Failed/i.test(protectionState);
}

/** Whether a failover has begun, is done or is committed. A machine under a test failover stays protected. */
export function failedOver(protectionState: string): boolean {
  return /Failover/i.test(protectionState);
}
