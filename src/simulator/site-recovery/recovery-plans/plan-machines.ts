import type { ProtectedItemOperation } from "../../../azure/protected-item-states";
import type { StoredResource } from "../../estate";
import { asText, valueAt } from "../../json";
import type { Platform } from "../../operation";
import {
  cleanUpTestFailover,
  commitFailover,
  failOver,
  reprotect,
  testFailOver,
} from "../failover/failover";
import { allowsNow, notAllowedNow } from "../failover/item-state";
import type { PointChoice } from "../failover/recovery-point";
import { entityMissing } from "../site-recovery-errors";

/*
 * What a recovery plan does to one of its machines: all that plans know of the life of a protected item.
 */

/** An operation on a recovery plan, by the last segment of its path. */
export type PlanVerb =
  | "testFailover"
  | "testFailoverCleanup"
  | "plannedFailover"
  | "unplannedFailover"
  | "failoverCommit"
  | "reProtect"
  | "failoverCancel";

/** How long one machine takes, in seconds. Machines of one group take it together. */
export const machineSeconds: Readonly<Record<PlanVerb, number>> = {
  testFailover: 600,
  testFailoverCleanup: 300,
  plannedFailover: 600,
  unplannedFailover: 600,
  failoverCommit: 120,
  reProtect: 600,
  failoverCancel: 120,
};

/** What is asked of each machine. Plain JSON: it is kept with the job. */
export interface MachineOptions {
  readonly recoveryPointType?: PointChoice["recoveryPointType"];
  /** Id of the network of a test failover. */
  readonly networkId?: string | undefined;
  readonly shutsDownSource: boolean;
}

interface MachineOperation {
  readonly name: ProtectedItemOperation;
  carryOut(platform: Platform, item: StoredResource, options: MachineOptions): StoredResource;
}

/** A planned failover of a plan is, between Azure regions, an unplanned one behind an orderly shutdown. */
const plannedFailover: MachineOperation = {
  name: "UnplannedFailover",
  carryOut: (platform, item, options) =>
    failOver(platform, item, { ...options, shutsDownSource: true }),
};

/** Machines of Azure have no failover that could be cancelled. Source: learn.microsoft.com site-recovery/site-recovery-failover. */
const machineOperations: Partial<Record<PlanVerb, MachineOperation>> = {
  testFailover: { name: "TestFailover", carryOut: testFailOver },
  testFailoverCleanup: { name: "TestFailoverCleanup", carryOut: cleanUpTestFailover },
  plannedFailover,
  unplannedFailover: { name: "UnplannedFailover", carryOut: failOver },
  failoverCommit: { name: "Commit", carryOut: commitFailover },
  // Everything goes back to where it was: nothing else is asked for.
  reProtect: { name: "ReverseReplicate", carryOut: (platform, item) => reprotect(platform, item) },
};

/** Whether a machine's state allows an operation. */
export function allowsOperation(item: StoredResource, verb: PlanVerb): boolean {
  const name = machineOperations[verb]?.name;
  return name !== undefined && allowsNow(item, name);
}

/**
 * Whether a machine already is where an operation brings it, so that a plan passes it by. Source:
 * learn.microsoft.com site-recovery/recovery-plan-overview (machines in several plans).
 */
export function isDoneAlready(item: StoredResource, verb: PlanVerb): boolean {
  const property = (name: string): string => asText(valueAt(item, `properties.${name}`)) ?? "";
  switch (verb) {
    case "plannedFailover":
    case "unplannedFailover":
      return property("activeLocation") === "Recovery";
    case "testFailover":
      return property("testFailoverState") === "WaitingForCompletion";
    case "testFailoverCleanup":
      return property("testFailoverState") !== "WaitingForCompletion";
    case "failoverCommit":
      return /Commit(ted|Completed)$/.test(property("protectionState"));
    case "reProtect":
    case "failoverCancel":
      return false;
  }
}

/**
 * Does an operation to one machine, at its end. Throws an `ArmError` when the machine does not allow it.
 * Answers the id that the protected item has then: a reprotection moves it.
 */
export function operateOnMachine(
  platform: Platform,
  itemId: string,
  verb: PlanVerb,
  options: MachineOptions,
): string {
  const item = platform.estate.get(itemId);
  if (item === undefined) {
    throw entityMissing(itemId);
  }
  const operation = machineOperations[verb];
  if (operation === undefined) {
    throw notAllowedNow(item, verb);
  }
  return operation.carryOut(platform, item, options).id;
}
