import { asArray, asText, valueAt } from "../json";
import type { StoredResource } from "../estate";
import type { Call, Operation } from "../operation";
import {
  type EntityType,
  getEntity,
  listEntities,
  putEntity,
  removeEntity,
} from "./entity-operations";
import { invalidInput, stillInUse } from "./site-recovery-errors";
import {
  containerType,
  entitiesWithin,
  mappingType,
  paths,
  protectedItemType,
  vaultIdOf,
  vaultType,
} from "./vault-entities";

export const containers: EntityType = {
  type: containerType,
  path: paths.container,
  operationPrefix: "ReplicationProtectionContainers",
  present: (call, container) => ({
    ...container,
    properties: {
      ...(container.properties as object),
      protectedItemCount: entitiesWithin(call, container.id, protectedItemType).length,
      pairingStatus: mappingsOf(call, container).length > 0 ? "Paired" : "NotPaired",
    },
  }),
};

const words = { targetInstanceType: "ProtectionContainer", durationInSeconds: 60 };

/** Protection containers of Azure fabrics. They have no DELETE. */
export const protectionContainerOperations: Operation[] = [
  getEntity(containers),
  listEntities(containers, {
    operation: "ListByReplicationFabrics",
    type: containerType,
    path: `${paths.fabric}/replicationProtectionContainers`,
  }),
  listEntities(containers, {
    operation: "List",
    type: `${vaultType}/replicationProtectionContainers`,
    path: `${paths.vault}/replicationProtectionContainers`,
  }),
  putEntity(containers, {
    ...words,
    scenarioName: "CreateProtectionContainer",
    friendlyName: "Create protection container",
    properties: (_call, body, id) => {
      const inputs = asArray(valueAt(body, "properties.providerSpecificInput"));
      const types = inputs.map((input) => asText(valueAt(input, "instanceType")));
      if (types.length !== 1 || types[0] !== "A2A") {
        throw invalidInput(
          "providerSpecificInput of a protection container must be a list of one entry with the instance type 'A2A'.",
          'Send [{"instanceType":"A2A"}].',
        );
      }
      const [fabricName = "", , name = ""] = id.split("/").slice(-3);
      return {
        fabricFriendlyName: fabricName,
        friendlyName: name,
        fabricType: "Azure",
        role: "Primary",
        fabricSpecificDetails: { instanceType: "A2A" },
      };
    },
  }),
  removeEntity(containers, {
    ...words,
    scenarioName: "DeleteProtectionContainer",
    friendlyName: "Delete protection container",
    before: (call, container) => {
      const users = [
        ...mappingsOf(call, container),
        ...entitiesWithin(call, container.id, protectedItemType),
      ];
      if (users.length > 0) {
        throw stillInUse(
          `The protection container '${container.name}'`,
          users.map(({ id }) => id),
        );
      }
    },
  }),
];

/** Mappings that start or end at a container. */
function mappingsOf(call: Call, container: StoredResource): StoredResource[] {
  const id = container.id.toLowerCase();
  return entitiesWithin(call, vaultIdOf(container.id), mappingType).filter((mapping) => {
    const target = asText(valueAt(mapping, "properties.targetProtectionContainerId")) ?? "";
    return mapping.id.toLowerCase().startsWith(`${id}/`) || target.toLowerCase() === id;
  });
}
