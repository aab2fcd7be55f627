import { sameId } from "../../azure/resource-id";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt } from "../json";
import type { Answer, Call, Operation } from "../operation";
import { requireBody } from "../resource-manager/resource-write";
import { autoUpdateOf, presentAutoUpdate, readAutoUpdate } from "./auto-update-settings";
import {
  deleteEntity,
  type EntityType,
  examples,
  getEntity,
  listEntities,
  putEntity,
  removeEntity,
  startWrite,
} from "./entity-operations";
import { applyAutoUpdate, endAutoUpdate } from "./nightly-run";
import { entityMissing, invalidInput, stillInUse } from "./site-recovery-errors";
import {
  entitiesWithin,
  mappingType,
  paths,
  protectedItemType,
  requireEntity,
  vaultIdOf,
  vaultType,
} from "./vault-entities";

const mappings: EntityType = {
  type: mappingType,
  path: paths.mapping,
  operationPrefix: "ReplicationProtectionContainerMappings",
  present: (call, mapping) => ({
    ...mapping,
    properties: {
      ...asObject(mapping.properties),
      providerSpecificDetails: presentAutoUpdate(call, mapping),
    },
  }),
};

const words = { targetInstanceType: "ProtectionContainerMapping", durationInSeconds: 60 };

/** Protection container mappings of replication between Azure regions or zones. */
export const containerMappingOperations: Operation[] = [
  getEntity(mappings),
  listEntities(mappings, {
    operation: "ListByReplicationProtectionContainers",
    type: mappingType,
    path: `${paths.container}/replicationProtectionContainerMappings`,
  }),
  listEntities(mappings, {
    operation: "List",
    type: `${vaultType}/replicationProtectionContainerMappings`,
    path: `${paths.vault}/replicationProtectionContainerMappings`,
  }),
  putEntity(mappings, {
    ...words,
    scenarioName: "PairClouds",
    friendlyName: "Associate replication policy",
    properties: mappingProperties,
    written: writeMapping,
  }),
  {
    id: "ReplicationProtectionContainerMappings_Update",
    method: "PATCH",
    path: paths.mapping,
    action: `${mappingType}/write`,
    witness: `${examples}/ReplicationProtectionContainerMappings_Update.json`,
    handle: patchMapping,
  },
  removeEntity(mappings, {
    ...words,
    scenarioName: "UnpairClouds",
    friendlyName: "Dissociate replication policy",
    before: (call, mapping) => {
      const items = itemsOf(call, mapping);
      if (items.length > 0) {
        throw stillInUse(
          `The protection container mapping '${mapping.name}'`,
          items.map(({ id }) => id),
        );
      }
    },
    removed: endAutoUpdate,
  }),
  // A purge cleans nothing up: the schedule in the automation account stays behind.
  deleteEntity(mappings, {
    ...words,
    operation: "Purge",
    scenarioName: "PurgeCloudPairing",
    friendlyName: "Purge replication policy association",
  }),
];

function mappingProperties(
  call: Call,
  body: JsonObject,
  id: string,
  existing: StoredResource | undefined,
): JsonObject {
  const sent = asObject(body.properties);
  const policy = requireReferenced(call, asText(sent.policyId), "policyId");
  const target = requireReferenced(
    call,
    asText(sent.targetProtectionContainerId),
    "targetProtectionContainerId",
  );
  const [fabricName = "", , sourceName = ""] = id.split("/").slice(-5);
  if (sameId(target.id, id.split("/").slice(0, -2).join("/"))) {
    throw invalidInput(
      `The protection container '${sourceName}' cannot be paired with itself.`,
      "Retry the operation with another target protection container.",
    );
  }
  requireSameEnds(existing, policy, target);
  const autoUpdate = readAutoUpdate(call, id, sent.providerSpecificInput, existing);
  return {
    targetProtectionContainerId: target.id,
    targetProtectionContainerFriendlyName: target.name,
    providerSpecificDetails: autoUpdate,
    health: "Normal",
    healthErrorDetails: [],
    policyId: policy.id,
    state: "Paired",
    sourceProtectionContainerFriendlyName: sourceName,
    sourceFabricFriendlyName: fabricName,
    targetFabricFriendlyName: target.id.split("/").at(-3),
    policyFriendlyName: policy.name,
  };
}

/** Source: ReplicationProtectionContainerMappings_Update.json: the body of an update has only the agent auto-update. */
function requireSameEnds(
  existing: StoredResource | undefined,
  policy: StoredResource,
  target: StoredResource,
): void {
  const before = asObject(existing?.properties);
  const changed = [
    ["policyId", policy.id],
    ["targetProtectionContainerId", target.id],
  ].find(([property = "", id = ""]) => {
    const old = asText(before[property]);
    return old !== undefined && !sameId(old, id);
  });
  if (changed !== undefined) {
    throw invalidInput(
      `${changed[0]} of the protection container mapping '${existing?.name ?? ""}' cannot change.`,
      "Remove the protection container mapping, then create it again.",
    );
  }
}

function patchMapping(call: Call): Answer {
  const body = requireBody(call);
  const existing = requireEntity(call, call.path);
  const before = asObject(existing.properties);
  const details = readAutoUpdate(
    call,
    existing.id,
    valueAt(body, "properties.providerSpecificInput"),
    existing,
  );
  const wanted: StoredResource = {
    ...existing,
    properties: {
      ...before,
      providerSpecificDetails: details,
      health: "Normal",
      healthErrorDetails: [],
    },
  };
  return startWrite(
    mappings,
    call,
    {
      ...words,
      scenarioName: "ModifyCloudPairing",
      friendlyName: "Update replication policy association",
    },
    wanted,
    writeMapping,
  );
}

function writeMapping(
  call: Call,
  wanted: StoredResource,
  before: StoredResource | undefined,
): void {
  // The link's name follows from the account: another name means another account, or none.
  if (
    before !== undefined &&
    autoUpdateOf(before).jobScheduleName !== autoUpdateOf(wanted).jobScheduleName
  ) {
    endAutoUpdate(call, before);
  }
  applyAutoUpdate(call, wanted);
}

/** Protected items that replicate over a mapping. */
export function itemsOf(call: Call, mapping: StoredResource): StoredResource[] {
  const container = mapping.id.split("/").slice(0, -2).join("/");
  const target = asText(valueAt(mapping, "properties.targetProtectionContainerId")) ?? "";
  return entitiesWithin(call, container, protectedItemType).filter((item) =>
    sameId(asText(valueAt(item, "properties.recoveryContainerId")) ?? "", target),
  );
}

/** What a mapping names must stand in the same vault. */
function requireReferenced(call: Call, id: string | undefined, property: string): StoredResource {
  if (id === undefined || id === "") {
    throw invalidInput(
      `Required property '${property}' is missing.`,
      `Retry the operation with ${property}.`,
    );
  }
  const found = call.estate.get(id);
  if (found === undefined || !sameId(vaultIdOf(id), vaultIdOf(call.path))) {
    throw entityMissing(id, 400);
  }
  return found;
}
