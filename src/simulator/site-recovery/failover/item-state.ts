import {
  operationAllowed,
  type ProtectedItemOperation,
  type ProtectedItemState,
  type ProtectedItemStateName,
  protectedItemStates,
} from "../../../azure/protected-item-states";
import type { StoredResource } from "../../estate";
import { asObject, asText, type JsonObject, valueAt } from "../../json";
import { siteRecoveryError } from "../site-recovery-errors";

/** A protected item's details, which only replication between Azure regions or zones has. */
export function detailsOf(item: StoredResource): JsonObject {
  return asObject(valueAt(item, "properties.providerSpecificDetails"));
}

/** An item in another state, with other properties and details. */
export function inState(
  item: StoredResource,
  name: ProtectedItemStateName,
  changes: { readonly properties?: JsonObject; readonly details?: JsonObject } = {},
): StoredResource {
  const state: ProtectedItemState = protectedItemStates[name];
  const { protectionState, protectionStateDescription, activeLocation, allowedOperations } = state;
  return {
    ...item,
    properties: {
      ...asObject(item.properties),
      protectionState,
      protectionStateDescription,
      activeLocation,
      allowedOperations,
      ...changes.properties,
      providerSpecificDetails: {
        ...detailsOf(item),
        vmProtectionState: protectionState,
        vmProtectionStateDescription: protectionStateDescription,
        ...changes.details,
      },
    },
  };
}

/** Whether an item's state allows an operation. */
export function allowsNow(item: StoredResource, operation: ProtectedItemOperation): boolean {
  const properties = asObject(item.properties);
  const protectionState = asText(properties.protectionState);
  const testFailoverState = asText(properties.testFailoverState);
  return operationAllowed({ protectionState, testFailoverState }, operation);
}

/** Refuses an operation that the item's state does not allow. */
export function requireAllowed(
  item: StoredResource,
  operation: ProtectedItemOperation,
  friendlyName: string,
): void {
  if (!allowsNow(item, operation)) {
    throw notAllowedNow(item, friendlyName);
  }
}

/** The refusal of an operation in the state in which an item is. */
export function notAllowedNow(item: StoredResource, friendlyName: string): Error {
  const { protectionState, testFailoverState } = asObject(item.properties);
  const test = asText(testFailoverState) ?? "None";
  return siteRecoveryError(
    409,
    "OperationNotAllowedInState",
    `The operation '${friendlyName}' is not allowed for the protected item '${item.name}' in its current state.`,
    {
      possibleCauses:
        test === "WaitingForCompletion"
          ? `The protection state is '${String(protectionState)}', and a test failover waits to be cleaned up.`
          : `The protection state is '${String(protectionState)}'.`,
      recommendedAction: "Wait until the state allows the operation, then retry it.",
    },
  );
}
