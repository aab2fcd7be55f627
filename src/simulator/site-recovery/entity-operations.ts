import { isDeepStrictEqual } from "node:util";
import { deleteTree } from "../resource-manager/delete-tree";
import type { StoredResource } from "../estate";
import type { JsonObject } from "../json";
import type { Answer, Call, Operation } from "../operation";
import { page } from "../resource-manager/paging";
import { scopeOfList } from "../resource-manager/path-template";
import { requireBody } from "../resource-manager/resource-write";
import { type JobDeclaration, type JobOutcome, startJob } from "./replication-jobs";
import { entitiesWithin, entityId, requireAncestors, requireEntity } from "./vault-entities";

/** How many entities Site Recovery's lists put on a page here; Azure does not publish its number. */
export const pageSize = 100;

export const examples = "azure-rest-api-specs recoveryservicessiterecovery examples";

/** A type of entity below a vault and what is particular about it. */
export interface EntityType {
  readonly type: string;
  /** Path template of one entity. */
  readonly path: string;
  /** Prefix of the operation ids and of the official examples' names, for example `ReplicationFabrics`. */
  readonly operationPrefix: string;
  /** What is answered for a stored entity. Defaults to all of it. */
  present?(call: Call, entity: StoredResource): JsonObject;
}

type Words = Pick<JobDeclaration, "scenarioName" | "friendlyName" | "targetInstanceType"> & {
  readonly durationInSeconds: number;
};

/** GET of one entity. */
export function getEntity(entity: EntityType): Operation {
  return {
    id: `${entity.operationPrefix}_Get`,
    method: "GET",
    path: entity.path,
    action: `${entity.type}/read`,
    witness: `${examples}/${entity.operationPrefix}_Get.json`,
    handle: (call) => ({
      status: 200,
      body: presented(entity, call, requireEntity(call, call.path)),
    }),
  };
}

/**
 * GET of a list. A list at a level above the parent answers entities whose `type` names that level,
 * as ReplicationProtectionContainerMappings_List.json does.
 *
 * @param list - Type of the list, whose last segment is its path's: for example `Microsoft.RecoveryServices/vaults/replicationProtectedItems`.
 */
export function listEntities(
  entity: EntityType,
  list: { readonly operation: string; readonly type: string; readonly path: string },
): Operation {
  return {
    id: `${entity.operationPrefix}_${list.operation}`,
    method: "GET",
    path: list.path,
    action: `${list.type}/read`,
    witness: `${examples}/${entity.operationPrefix}_${list.operation}.json`,
    handle: (call) => {
      const scope = scopeOfList(call.path);
      requireAncestors(call, `${scope}/x/x`);
      const body = page(call, entitiesWithin(call, scope, entity.type), pageSize);
      const value = body.value.map((found) => ({
        ...presented(entity, call, found),
        type: list.type,
      }));
      return { status: 200, body: { ...body, value } };
    },
  };
}

/**
 * PUT of one entity: 200 with the entity when it already stands as asked for, else 202 and a job.
 */
export function putEntity(
  entity: EntityType,
  words: Words & {
    /** Refuses the body, or answers what the entity's `properties` become. */
    properties(
      call: Call,
      body: JsonObject,
      id: string,
      existing: StoredResource | undefined,
    ): JsonObject;
    /** Runs when the work is done, before the entity is stored: what else follows. May fail the job. */
    written?(call: Call, wanted: StoredResource, before: StoredResource | undefined): void;
  },
): Operation {
  return {
    id: `${entity.operationPrefix}_Create`,
    method: "PUT",
    path: entity.path,
    action: `${entity.type}/write`,
    witness: `${examples}/${entity.operationPrefix}_Create.json`,
    handle: (call) => {
      const body = requireBody(call);
      requireAncestors(call, call.path);
      const existing = call.estate.get(call.path);
      const id = existing?.id ?? entityId(call, entity.path);
      const properties = words.properties(call, body, id, existing);
      const wanted = storedEntity(entity, id, properties);
      if (existing !== undefined && isDeepStrictEqual(existing, wanted)) {
        return { status: 200, body: presented(entity, call, existing) };
      }
      return startWrite(entity, call, words, wanted, (at, stored, before) => {
        words.written?.(at, stored, before);
      });
    },
  };
}

/** Begins the job that stores an entity. */
export function startWrite(
  entity: EntityType,
  call: Call,
  words: Words,
  wanted: StoredResource,
  written?: (call: Call, wanted: StoredResource, before: StoredResource | undefined) => void,
  outcome: JobOutcome = "Succeeded",
): Answer {
  return startJob(call, {
    ...words,
    targetId: wanted.id,
    finish: () => {
      requireAncestors(call, wanted.id);
      written?.(call, wanted, call.estate.get(wanted.id));
      call.estate.put(wanted);
      return { outcome, result: presented(entity, call, wanted) };
    },
  });
}

/** POST `remove`: the orderly way, refused while something needs the entity. 204 when it is not there. */
export function removeEntity(
  entity: EntityType,
  words: Words & {
    readonly operation?: string;
    /** Refuses the removal by throwing an `ArmError`. */
    before?(call: Call, existing: StoredResource): void;
    /** Runs when the entity is gone: cleans up on the other side. */
    removed?(call: Call, existing: StoredResource): void;
  },
): Operation {
  const operation = words.operation ?? "Delete";
  return {
    id: `${entity.operationPrefix}_${operation}`,
    method: "POST",
    path: `${entity.path}/remove`,
    action: `${entity.type}/remove/action`,
    witness: `${examples}/${entity.operationPrefix}_${operation}.json`,
    handle: (call) => startRemoval(call, call.path.slice(0, call.path.lastIndexOf("/")), words),
  };
}

/** DELETE: for most entities the purge, which removes records and asks nobody. 204 when it is not there. */
export function deleteEntity(
  entity: EntityType,
  words: Words & {
    readonly operation: "Purge" | "Delete";
    before?(call: Call, existing: StoredResource): void;
    /** Runs when the entity is gone. */
    removed?(call: Call, existing: StoredResource): void;
  },
): Operation {
  return {
    id: `${entity.operationPrefix}_${words.operation}`,
    method: "DELETE",
    path: entity.path,
    action: `${entity.type}/delete`,
    witness: `${examples}/${entity.operationPrefix}_${words.operation}.json`,
    handle: (call) => startRemoval(call, call.path, words),
  };
}

function startRemoval(
  call: Call,
  id: string,
  words: Words & {
    before?(call: Call, existing: StoredResource): void;
    removed?(call: Call, existing: StoredResource): void;
  },
): Answer {
  requireAncestors(call, id);
  const existing = call.estate.get(id);
  if (existing === undefined) {
    return { status: 204 };
  }
  words.before?.(call, existing);
  return startJob(call, {
    ...words,
    targetId: existing.id,
    finish: () => {
      const now = call.estate.get(id);
      if (now !== undefined) {
        words.before?.(call, now);
        deleteTree(call, id);
        words.removed?.(call, now);
      }
      return undefined;
    },
  });
}

export function storedEntity(
  entity: EntityType,
  id: string,
  properties: JsonObject,
): StoredResource {
  return { id, name: id.slice(id.lastIndexOf("/") + 1), type: entity.type, properties };
}

export function presented(entity: EntityType, call: Call, stored: StoredResource): JsonObject {
  return entity.present?.(call, stored) ?? stored;
}
