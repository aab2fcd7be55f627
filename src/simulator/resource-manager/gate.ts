import type { NamedDenial } from "./access";
import { resourceGroupNotFound } from "./arm-errors";
import { readArmPath, type ArmPath } from "./arm-path";
import { requireUnlocked } from "../authorization/locks";
import { asObject } from "../json";
import { ArmError, type LinkedScope, type Operation } from "../operation";
import { fillPath } from "./path-template";
import type { World } from "../world";

/** A request that has found its operation. */
export interface Routed {
  readonly operation: Operation;
  readonly parameters: Readonly<Record<string, string>>;
  readonly path: string;
  readonly principalId: string;
}

/** Everything that Azure Resource Manager asks before it hands a request to a provider, in its order. */
export function passGate(world: World, routed: Routed): void {
  const at = readArmPath(routed.path);
  requireSubscription(world, at);
  requirePermission(world, routed, at.scope);
  requireGroup(world, routed, at);
  requireRegistration(world, routed, at);
  requireUnlocked(world, routed.operation.method, at.scope);
}

/** The action with its placeholders filled, for example of `{resourceProviderNamespace}/register/action`. */
export function actionOf({ operation, parameters }: Routed): string | undefined {
  return operation.action === undefined ? undefined : fillPath(operation.action, parameters);
}

/** Source: learn.microsoft.com error-not-found (SubscriptionNotFound); Azure/azure-cli issue 30953 (InvalidSubscriptionId). */
function requireSubscription(world: World, { subscriptionId }: ArmPath): void {
  if (subscriptionId === undefined || subscriptionId.toLowerCase() === world.subscriptionId) {
    return;
  }
  throw /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(subscriptionId)
    ? new ArmError(
        404,
        "SubscriptionNotFound",
        `The subscription '${subscriptionId}' could not be found.`,
      )
    : new ArmError(
        400,
        "InvalidSubscriptionId",
        `The provided subscription identifier '${subscriptionId}' is malformed or invalid.`,
      );
}

/** Source: learn.microsoft.com role-based-access-control/troubleshooting and /deny-assignments. */
function requirePermission(world: World, routed: Routed, scope: string): void {
  const action = actionOf(routed);
  if (action === undefined) {
    return;
  }
  const { principalId, operation } = routed;
  const decision = world.access.ask({ principalId, action, scope, operationId: operation.id });
  if (decision.allowed) {
    return;
  }
  const client = clientText(world, principalId);
  if (decision.deniedBy !== undefined) {
    const denial = decision.deniedBy as NamedDenial;
    throw new ArmError(
      403,
      "DenyAssignmentAuthorizationFailed",
      `${client} has permission to perform action '${action}' on scope '${scope}'; however, the access is ` +
        `denied because of the deny assignment with name '${denial.name}' and Id '${guidOf(denial.id)}' ` +
        `at scope '${denial.scope}'.`,
    );
  }
  throw new ArmError(
    403,
    "AuthorizationFailed",
    `${client} does not have authorization to perform action '${action}' over scope '${scope}' or the ` +
      `scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

/** Source: hashicorp and Kubernetes issues, for example kubernetes-sigs/cloud-provider-azure issue 1999. */
export function requireLinked(world: World, routed: Routed, links: readonly LinkedScope[]): void {
  const { principalId, operation, path } = routed;
  const lacking = links.filter(
    ({ action, scope }) =>
      !world.access.ask({ principalId, action, scope, operationId: operation.id }).allowed,
  );
  if (lacking.length === 0) {
    return;
  }
  const actions = [...new Set(lacking.map((link) => link.action))].join(",");
  const scopes = lacking.map((link) => link.scope).join(",");
  throw new ArmError(
    403,
    "LinkedAuthorizationFailed",
    `${clientText(world, principalId)} has permission to perform action '${actionOf(routed) ?? ""}' on scope ` +
      `'${readArmPath(path).scope}'; however, it does not have permission to perform action(s) '${actions}' ` +
      `on the linked scope(s) '${scopes}' (respectively) or the linked scope(s) are invalid.`,
  );
}

/**
 * A group that is being deleted can still be read, and what is left in it.
 *
 * Source: learn.microsoft.com error-not-found (ResourceGroupNotFound), common-deployment-errors
 * (ResourceGroupBeingDeleted, of deployments).
 */
function requireGroup(world: World, { operation }: Routed, at: ArmPath): void {
  const { subscriptionId, resourceGroupName, type } = at;
  if (resourceGroupName === undefined || type === "") {
    return;
  }
  const id = `/subscriptions/${subscriptionId ?? ""}/resourceGroups/${resourceGroupName}`;
  const group = world.estate.get(id);
  if (group === undefined) {
    throw resourceGroupNotFound(resourceGroupName);
  }
  if (!isRead(operation) && asObject(group.properties).provisioningState === "Deleting") {
    throw new ArmError(
      409,
      "ResourceGroupBeingDeleted",
      `The resource group '${resourceGroupName}' is in deprovisioning state and cannot perform this operation.`,
    );
  }
}

/** Source: learn.microsoft.com error-register-resource-provider; Azure/azure-sdk-for-node issue 2305 (target). */
function requireRegistration(world: World, { operation }: Routed, at: ArmPath): void {
  const { namespace } = readArmPath(operation.path);
  if (
    isRead(operation) ||
    at.subscriptionId === undefined ||
    world.registrations.isUsable(namespace)
  ) {
    return;
  }
  const message =
    `The subscription is not registered to use namespace '${namespace}'. ` +
    `See https://aka.ms/rps-not-found for how to register subscriptions.`;
  const code = "MissingSubscriptionRegistration";
  throw new ArmError(409, code, message, undefined, [{ code, message, target: namespace }]);
}

function isRead({ method }: Operation): boolean {
  return method === "GET" || method === "HEAD";
}

function clientText(world: World, principalId: string): string {
  const clientId = world.directory.find(principalId)?.clientId ?? principalId;
  return `The client '${clientId}' with object id '${principalId}'`;
}

/** Azure prints the GUID without its dashes. */
function guidOf(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1).replaceAll("-", "");
}
