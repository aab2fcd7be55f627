import { InvalidInputError, type Finding } from "./finding";
import { isGuid } from "./guid";
import { isFeatureProvider, readResourceId, withoutTrailingSlash } from "./resource-id-reader";

/** An Azure Resource Manager id, taken apart. Letters keep the case in which they were given. */
export interface ResourceId {
  /** The id as it was given, without a slash at the end. */
  readonly text: string;
  /** Left out for a resource of the tenant. */
  readonly subscriptionId?: string;
  /** Left out for a resource of the subscription or the tenant. */
  readonly resourceGroupName?: string;
  /**
   * Namespace and type segments, for example `Microsoft.RecoveryServices/vaults/replicationFabrics`.
   * A subscription is `Microsoft.Resources/subscriptions`, a resource group
   * `Microsoft.Resources/resourceGroups`, a namespace alone `Microsoft.Resources/providers`.
   */
  readonly type: string;
  /** One name for each type segment, outermost first. */
  readonly names: readonly string[];
  /** The last of the names. */
  readonly name: string;
  /**
   * Id of what the resource stands in: its resource group, its subscription, or the resource that it
   * extends. Left out for a subscription and for a resource of the tenant.
   */
  readonly scope?: string;
}

/**
 * Takes an id apart.
 *
 * Throws {@linkcode InvalidInputError} that names every wrong segment.
 * `propertyPath` says in the error where the id was given. Defaults to `id`.
 */
export function parseResourceId(text: string, propertyPath = "id"): ResourceId {
  const { id, findings } = readResourceId(text, propertyPath);
  if (findings.length > 0) {
    throw new InvalidInputError("The resource id", findings);
  }
  return id;
}

/** Refuses what cannot be the id of a subscription. */
export function subscriptionIdFindings(text: string, propertyPath: string): Finding[] {
  if (isGuid(text)) {
    return [];
  }
  return [
    {
      ruleId: "EVG-ID-004",
      severity: "error",
      propertyPath,
      message: `"${text}" is not the id of a subscription, which is a GUID.`,
      fix: 'Give it as "az account list" prints it, without "/subscriptions/".',
    },
  ];
}

/** What is wrong with an id; with `expectedType`, also when it is the id of another type. */
export function resourceIdFindings(
  text: string,
  propertyPath: string,
  expectedType?: string,
): Finding[] {
  const { id, findings } = readResourceId(text, propertyPath);
  if (findings.length > 0 || expectedType === undefined) {
    return [...findings];
  }
  if (id.type.toLowerCase() === expectedType.toLowerCase()) {
    return [];
  }
  return [
    {
      ruleId: "EVG-ID-003",
      severity: "error",
      propertyPath,
      message: `"${text}" is the id of a ${id.type}, not of a ${expectedType}.`,
      fix: `Give the id of a ${expectedType}.`,
    },
  ];
}

/** `/subscriptions/{subscriptionId}`. */
export function subscriptionScope(subscriptionId: string): string {
  return `/subscriptions/${subscriptionId}`;
}

/** `/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}`. */
export function resourceGroupId(subscriptionId: string, resourceGroupName: string): string {
  return `${subscriptionScope(subscriptionId)}/resourceGroups/${resourceGroupName}`;
}

/** Id of a child: the parent's id, a type segment such as `replicationFabrics`, a name. */
export function childId(parentId: string, typeSegment: string, name: string): string {
  return `${withoutTrailingSlash(parentId)}/${typeSegment}/${name}`;
}

/**
 * Id of a resource in a resource group, or, without one, of the subscription.
 *
 * Throws a `RangeError` unless there is one name for each type segment after the namespace.
 */
export function resourceId(parts: {
  readonly subscriptionId: string;
  readonly resourceGroupName?: string;
  readonly type: string;
  readonly names: readonly string[];
}): string {
  const { subscriptionId, resourceGroupName, type, names } = parts;
  const scope =
    resourceGroupName === undefined
      ? subscriptionScope(subscriptionId)
      : resourceGroupId(subscriptionId, resourceGroupName);
  return extensionResourceId(scope, type, names);
}

/**
 * Id of a resource that extends any scope, for example a role assignment on a vault. The scope `/` is
 * the tenant.
 *
 * Throws a `RangeError` unless there is one name for each type segment after the namespace.
 */
export function extensionResourceId(scope: string, type: string, names: readonly string[]): string {
  const [namespace = "", ...typeSegments] = type.split("/");
  if (typeSegments.length === 0 || typeSegments.length !== names.length) {
    throw new RangeError(
      `The type "${type}" needs ${typeSegments.length} names, but ${names.length} were given.`,
    );
  }
  const tail = typeSegments.flatMap((segment, index) => [segment, names[index]]);
  return `${withoutTrailingSlash(scope)}/providers/${[namespace, ...tail].join("/")}`;
}

/** Whether two ids name the same resource: Azure compares ids without case. */
export function sameId(a: string, b: string): boolean {
  return comparable(a) === comparable(b);
}

/**
 * Whether an id is the scope itself or stands below it, by their texts. Everything stands below `/`.
 * What a management group holds cannot be read from ids, so nothing but itself stands below one.
 */
export function isAtOrBelow(id: string, scope: string): boolean {
  const outer = comparable(scope);
  const inner = comparable(id);
  return inner === outer || inner.startsWith(`${outer}/`);
}

/** Id of what holds a resource: the parent resource, else the scope; `undefined` when the tenant does. */
export function parentId(id: string): string | undefined {
  const segments = withoutTrailingSlash(id).split("/");
  const namespaceIndex = lastNamespaceIndex(segments);
  // Pairs of type and name stand after the namespace; the outermost pair goes with its namespace.
  const isOutermost = namespaceIndex >= 0 && segments.length - 1 - namespaceIndex <= 2;
  const parent = segments.slice(0, isOutermost ? namespaceIndex - 1 : -2).join("/");
  return parent === "" ? undefined : parent;
}

/** Every scope whose role assignments reach an id: itself, its parents, group, subscription, `/`. */
export function ancestorScopes(id: string): string[] {
  const scopes: string[] = [];
  let scope: string | undefined = withoutTrailingSlash(id);
  while (scope !== undefined && scope !== "") {
    scopes.push(scope);
    scope = parentId(scope);
  }
  return [...scopes, "/"];
}

function comparable(id: string): string {
  return withoutTrailingSlash(id).toLowerCase();
}

/** Index of the namespace after the last `providers`, -1 when there is none. */
function lastNamespaceIndex(segments: readonly string[]): number {
  for (let index = segments.length - 2; index >= 1; index--) {
    if (segments[index]?.toLowerCase() === "providers" && !isFeatureProvider(segments, index)) {
      return index + 1;
    }
  }
  return -1;
}
