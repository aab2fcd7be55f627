import { deleteTree } from "./delete-tree";
import type { StoredResource } from "../estate";
import type { JsonObject } from "../json";
import type { Answer, ArmError, Call, LinkedScope, LongRunning, Operation } from "../operation";
import { page } from "./paging";
import { scopeOfList } from "./path-template";
import {
  longRunning,
  presented,
  requireParent,
  requireResource,
  requireScope,
} from "./resource-checks";
import { patchResource, putResource } from "./resource-write";

/** A body as a client sends it: `location`, `tags`, `identity`, `properties` and what else the type has. */
export type ResourceBody = JsonObject;

/** How a type reports asynchronous work; path templates may use the resource's own parameters, `{location}` and `{id}`. */
export interface LongRunningForm extends Pick<
  LongRunning,
  "headers" | "statusPath" | "resultPath" | "retryAfterInSeconds"
> {
  /** How long the work takes on the clock, in seconds, or what that follows from. */
  readonly durationInSeconds: number | ((call: Call, resource: StoredResource) => number);
  /** Final status word. Defaults to `Succeeded`. */
  readonly statusWord?: string;
}

interface OperationDeclaration {
  /** The specification's operation id, for example `VirtualNetworks_Get`. */
  readonly id: string;
  readonly witness: string;
  /** Defaults to the type's prefix and `read`, `write` or `delete`. */
  readonly action?: string;
}

export interface WriteDeclaration extends OperationDeclaration {
  /** Status when the resource is new. Defaults to 201, for PATCH there is none. */
  readonly created?: 200 | 201 | 202;
  /** Status when the resource was there. Defaults to 200. */
  readonly updated?: 200 | 201 | 202;
  /** Left out for work that is done when the request is answered. */
  readonly longRunning?: LongRunningForm;
}

export interface DeleteDeclaration extends OperationDeclaration {
  /** Status when the resource was there. Defaults to 202 with `longRunning`, else to 200. */
  readonly status?: 200 | 202 | 204;
  /** Whether nothing to delete is refused as not found, where the specification has no 204. Defaults to `false`. */
  readonly refusesMissing?: boolean;
  readonly longRunning?: LongRunningForm;
}

export interface ListDeclaration extends OperationDeclaration {
  /** Path template of the list, at whatever level it is. */
  readonly path: string;
  /** How many resources one page holds. Defaults to all. */
  readonly pageSize?: number;
  /** Keeps what the query asks for, for example by `$filter`. */
  keep?(call: Call, resource: StoredResource): boolean;
}

/** A tracked or child resource type and what is particular about it. */
export interface ResourceType {
  /** ARM type as Azure cases it, for example `Microsoft.Network/virtualNetworks/subnets`. */
  readonly type: string;
  /** Path template of one resource, for example `groupPath("Microsoft.Network/virtualNetworks/{virtualNetworkName}")`. */
  readonly path: string;
  /** Prefix of the actions. Defaults to the type. */
  readonly actionPrefix?: string;
  /** Whether the type has a `location`. Defaults to `none`. */
  readonly location?: "required" | "optional" | "none";
  /** Whether the type has `tags`. Defaults to whether it has a location. */
  readonly tags?: boolean;
  /** Whether the type can have managed identities. Defaults to `false`. */
  readonly identity?: boolean;
  /** Whether `properties.provisioningState` is kept. Defaults to `true`. */
  readonly provisioningState?: boolean;
  /** Whether the type extends other resources: its path begins with `{scope}`. Defaults to `false`. */
  readonly extension?: boolean;
  /** Whether a GET finds the resource while it is being made. Defaults to `true`. */
  readonly visibleWhileCreating?: boolean;

  readonly get?: OperationDeclaration;
  readonly put?: WriteDeclaration;
  readonly patch?: WriteDeclaration;
  readonly delete?: DeleteDeclaration;
  readonly lists?: readonly ListDeclaration[];

  /** Property paths that must be given, for example `properties.storageProfile`. */
  readonly required?: readonly string[];
  /** The provider's error for a required property that is missing. Defaults to `InvalidRequestContent`. */
  missing?(propertyPath: string): ArmError;
  /** The provider's error for a resource that is not there. Defaults to `ResourceNotFound`. */
  notFound?(call: Call, id: string): ArmError;
  /** The provider's error for a parent that is not there. Defaults to `ParentResourceNotFound`. */
  parentNotFound?(call: Call, parentId: string): ArmError;
  /** Refuses what the provider would refuse, by throwing an `ArmError`. */
  validate?(call: Call, body: ResourceBody, existing: StoredResource | undefined): void;
  /** Rights that the body needs elsewhere (identities are looked after without it). */
  links?(call: Call, body: ResourceBody, existing: StoredResource | undefined): LinkedScope[];
  /**
   * What is stored beside `id`, `name`, `type`, `location`, `tags` and `identity`: the properties
   * with their outputs. Defaults to the body. Nothing may be changed here; see `written`.
   */
  complete?(call: Call, body: ResourceBody, existing: StoredResource | undefined): JsonObject;
  /** What a PATCH makes of the stored resource. Defaults to a JSON merge patch. */
  merge?(call: Call, patch: ResourceBody, existing: StoredResource): ResourceBody;
  /** Runs when a write is done: what else it changes. May throw an `ArmError` to fail long-running work. */
  written?(call: Call, resource: StoredResource, existing: StoredResource | undefined): void;
  /** Refuses a delete by throwing an `ArmError`, for example while something still uses the resource. */
  beforeDelete?(call: Call, existing: StoredResource): void;
  /** Runs when the time of a delete has come, before anything is gone. May throw an `ArmError` to fail long-running work. */
  deleting?(call: Call, existing: StoredResource): void;
  /** Runs when a delete is done. */
  deleted?(call: Call, existing: StoredResource): void;
  /** What is answered for a stored resource: hides secrets, follows `$expand` or the api-version. Defaults to all of it. */
  present?(call: Call, resource: StoredResource): JsonObject;
}

/**
 * The standard operations of a resource type. Subscription, resource group, registration of the
 * provider, permission and locks are looked after before an operation is called.
 */
export function resourceType(declaration: ResourceType): Operation[] {
  const prefix = declaration.actionPrefix ?? declaration.type;
  const operation = (
    method: Operation["method"],
    verb: "read" | "write" | "delete",
    declared: OperationDeclaration & { readonly path?: string },
    handle: Operation["handle"],
  ): Operation => ({
    id: declared.id,
    method,
    path: declared.path ?? declaration.path,
    action: declared.action ?? `${prefix}/${verb}`,
    witness: declared.witness,
    handle,
  });

  const operations: Operation[] = [];
  const { get, put, patch, delete: remove } = declaration;
  if (get !== undefined) {
    operations.push(operation("GET", "read", get, (call) => getResource(declaration, call)));
  }
  if (put !== undefined) {
    operations.push(operation("PUT", "write", put, (call) => putResource(declaration, put, call)));
  }
  if (patch !== undefined) {
    const handle = (call: Call): Answer => patchResource(declaration, patch, call);
    operations.push(operation("PATCH", "write", patch, handle));
  }
  if (remove !== undefined) {
    const handle = (call: Call): Answer => deleteResource(declaration, remove, call);
    operations.push(operation("DELETE", "delete", remove, handle));
  }
  for (const list of declaration.lists ?? []) {
    operations.push(
      operation("GET", "read", list, (call) => listResources(declaration, list, call)),
    );
  }
  return operations;
}

/**
 * A POST action on one resource, refused when the resource is not there.
 *
 * @param path - Template of the resource and the action, for example `…/fabrics/{fabricName}/remove`.
 */
export function resourceAction(
  declaration: Pick<ResourceType, "type" | "notFound" | "parentNotFound"> & {
    readonly id: string;
    readonly path: string;
    readonly action: string;
    readonly witness: string;
    handle(call: Call, resource: StoredResource): Answer;
  },
): Operation {
  return {
    id: declaration.id,
    method: "POST",
    path: declaration.path,
    action: declaration.action,
    witness: declaration.witness,
    handle: (call) => {
      const id = call.path.slice(0, call.path.lastIndexOf("/"));
      return declaration.handle(call, requireResource(declaration, call, id));
    },
  };
}

function getResource(declaration: ResourceType, call: Call): Answer {
  const resource = requireResource(declaration, call, call.path);
  return { status: 200, body: presented(declaration, call, resource) };
}

function deleteResource(
  declaration: ResourceType,
  declared: DeleteDeclaration,
  call: Call,
): Answer {
  const existing =
    declared.refusesMissing === true
      ? requireResource(declaration, call, call.path)
      : call.estate.get(call.path);
  if (existing === undefined) {
    return { status: 204 };
  }
  declaration.beforeDelete?.(call, existing);
  const remove = (): undefined => {
    declaration.deleting?.(call, existing);
    deleteTree(call, existing.id);
    declaration.deleted?.(call, existing);
  };
  const form = declared.longRunning;
  if (form === undefined) {
    remove();
    return { status: declared.status ?? 200 };
  }
  return call.begin(longRunning(form, call, existing, { status: 202, finish: remove }));
}

function listResources(declaration: ResourceType, list: ListDeclaration, call: Call): Answer {
  const scope = scopeOfList(call.path);
  if (declaration.extension === true) {
    requireScope(call, scope);
  } else {
    requireParent(declaration, call, `${scope}/type/name`);
  }
  const type = declaration.type.toLowerCase();
  const resources = call.estate
    .within(scope)
    .filter((r) => r.type.toLowerCase() === type && (list.keep?.(call, r) ?? true))
    .map((resource) => presented(declaration, call, resource));
  return { status: 200, body: page(call, resources, list.pageSize) };
}
