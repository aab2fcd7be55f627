import type { StoredResource } from "../../estate";
import { asText, valueAt } from "../../json";
import type { Platform } from "../../operation";
import { itemActionOf } from "../protected-item-actions";
import { entityMissing, siteRecoveryError } from "../site-recovery-errors";

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

/** A planned failover is, between Azure regions, an unplanned one behind an orderly shutdown. */
const verbOfItem = (verb: PlanVerb): string =>
  verb === "plannedFailover" ? "unplannedFailover" : verb;

/** Whether a machine's state allows an operation. */
export function allowsOperation(item: StoredResource, verb: PlanVerb): boolean {
  return itemActionOf(verbOfItem(verb))?.allowed(item) === true;
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
 * Answers the id that the protected item has then: a reprotection may move it.
 */
export function operateOnMachine(platform: Platform, itemId: string, verb: PlanVerb): string {
  const item = platform.estate.get(itemId);
  if (item === undefined) {
    throw entityMissing(itemId);
  }
  const action = itemActionOf(verbOfItem(verb));
  if (action?.allowed(item) !== true) {
    throw siteRecoveryError(
      409,
      "OperationNotAllowedInState",
      `The operation '${verb}' is not allowed for the protected item '${item.name}' in its current state.`,
      {
        possibleCauses: `The protection state is '${asText(valueAt(item, "properties.protectionState")) ?? ""}'.`,
        recommendedAction: "Wait until the state allows the operation, then retry it.",
      },
    );
  }
  const changed = action.change(platform, item);
  platform.estate.put(changed);
  return changed.id;
}
