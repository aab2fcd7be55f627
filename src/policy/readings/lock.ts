import type { DeclaredResource } from "../model/declared-resource";
import { subscriptionOf } from "../model/declared-stack";

export const lockType = "Microsoft.Authorization/locks";

/** A subscription of which is not known which one it is. */
const anySubscription = "00000000-0000-0000-0000-000000000000";

/** Scope of a lock on a subscription, a resource group, or whatever its `scope` names; `undefined` for one on a resource. */
export function lockedScopeOf(lock: DeclaredResource): string | undefined {
  const { token } = lock.facts;
  const subscription = `/subscriptions/${subscriptionOfLock(lock)}`;
  if (token.endsWith(":ManagementLockAtSubscriptionLevel")) {
    return subscription;
  }
  if (token.endsWith(":ManagementLockAtResourceGroupLevel")) {
    const name = lock.inputs.text("resourceGroupName");
    return name === undefined ? undefined : `${subscription}/resourceGroups/${name}`;
  }
  return lock.inputs.text("scope");
}

/** The subscription that a lock stands in. */
export function subscriptionOfLock({ facts, inputs }: DeclaredResource): string {
  const scope = inputs.isUnknown("scope") ? undefined : inputs.text("scope");
  return subscriptionOf(scope ?? "") ?? facts.subscriptionId ?? anySubscription;
}
