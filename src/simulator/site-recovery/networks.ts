import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt } from "../json";
import type { Answer, Call, Operation } from "../operation";
import { page } from "../resource-manager/paging";
import { requireBody } from "../resource-manager/resource-write";
import { scopeOfList } from "../resource-manager/path-template";
import {
  deleteEntity,
  type EntityType,
  examples,
  getEntity,
  listEntities,
  pageSize,
  putEntity,
  startWrite,
} from "./entity-operations";
import { entityMissing, invalidInput } from "./site-recovery-errors";
import {
  azureNetworkName,
  entitiesWithin,
  fabricType,
  networkMappingType,
  networkType,
  paths,
  requireAncestors,
  requireEntity,
  vaultIdOf,
  vaultType,
} from "./vault-entities";

const networkMappings: EntityType = {
  type: networkMappingType,
  path: paths.networkMapping,
  operationPrefix: "ReplicationNetworkMappings",
};

const words = { targetInstanceType: "NetworkMapping", durationInSeconds: 30 };

/** Networks of a fabric and their mappings. A mapping is deleted by DELETE: it has no `remove`. */
export const networkOperations: Operation[] = [
  {
    id: "ReplicationNetworks_Get",
    method: "GET",
    path: paths.network,
    action: `${networkType}/read`,
    witness: `${examples}/ReplicationNetworks_Get.json`,
    handle: (call) => {
      requireAncestors(call, call.path);
      const [fabricId] = call.path.split("/replicationNetworks/");
      const name = call.parameters.networkName ?? "";
      if (name.toLowerCase() !== azureNetworkName.toLowerCase()) {
        throw entityMissing(call.path);
      }
      return { status: 200, body: azureNetwork(requireEntity(call, fabricId ?? "")) };
    },
  },
  ...[
    { operation: "ListByReplicationFabrics", type: networkType, above: paths.fabric },
    { operation: "List", type: `${vaultType}/replicationNetworks`, above: paths.vault },
  ].map(({ operation, type, above }): Operation => ({
    id: `ReplicationNetworks_${operation}`,
    method: "GET",
    path: `${above}/replicationNetworks`,
    action: `${type}/read`,
    witness: `${examples}/ReplicationNetworks_${operation}.json`,
    handle: (call) => {
      const scope = scopeOfList(call.path);
      requireAncestors(call, `${scope}/x/x`);
      const networks = entitiesWithin(call, scope, fabricType).map(azureNetwork);
      return { status: 200, body: page(call, networks, pageSize) };
    },
  })),
  getEntity(networkMappings),
  listEntities(networkMappings, {
    operation: "ListByReplicationNetworks",
    type: networkMappingType,
    path: `${paths.network}/replicationNetworkMappings`,
  }),
  listEntities(networkMappings, {
    operation: "List",
    type: `${vaultType}/replicationNetworkMappings`,
    path: `${paths.vault}/replicationNetworkMappings`,
  }),
  putEntity(networkMappings, {
    ...words,
    scenarioName: "CreateNetworkMapping",
    friendlyName: "Create network mapping",
    properties: networkMappingProperties,
  }),
  {
    id: "ReplicationNetworkMappings_Update",
    method: "PATCH",
    path: paths.networkMapping,
    action: `${networkMappingType}/write`,
    witness: `${examples}/ReplicationNetworkMappings_Update.json`,
    handle: updateNetworkMapping,
  },
  deleteEntity(networkMappings, {
    ...words,
    operation: "Delete",
    scenarioName: "DeleteNetworkMapping",
    friendlyName: "Delete network mapping",
  }),
];

/** What the request leaves out stays as it is. */
function updateNetworkMapping(call: Call): Answer {
  const body = requireBody(call);
  const existing = requireEntity(call, call.path);
  const before = asObject(existing.properties);
  const sent = asObject(body.properties);
  const complete = {
    properties: {
      recoveryFabricName: sent.recoveryFabricName ?? before.recoveryFabricFriendlyName,
      recoveryNetworkId: sent.recoveryNetworkId ?? before.recoveryNetworkId,
      fabricSpecificDetails: {
        instanceType: "AzureToAzure",
        primaryNetworkId: before.primaryNetworkId,
        ...asObject(sent.fabricSpecificDetails),
      },
    },
  };
  const wanted: StoredResource = {
    ...existing,
    properties: networkMappingProperties(call, complete, existing.id),
  };
  return startWrite(
    networkMappings,
    call,
    { ...words, scenarioName: "UpdateNetworkMapping", friendlyName: "Update network mapping" },
    wanted,
  );
}

function azureNetwork(fabric: StoredResource): JsonObject {
  return {
    id: `${fabric.id}/replicationNetworks/${azureNetworkName}`,
    name: azureNetworkName,
    type: networkType,
    properties: { fabricType: "Azure", subnets: [], friendlyName: azureNetworkName },
  };
}

function networkMappingProperties(call: Call, body: JsonObject, id: string): JsonObject {
  const instanceType = asText(valueAt(body, "properties.fabricSpecificDetails.instanceType"));
  if (instanceType !== "AzureToAzure") {
    throw invalidInput(
      `The instance type '${instanceType ?? ""}' of fabricSpecificDetails is not simulated.`,
      "Use the instance type 'AzureToAzure'.",
    );
  }
  const primary = requireEntity(call, id.split("/").slice(0, -4).join("/"));
  const recoveryName = asText(valueAt(body, "properties.recoveryFabricName")) ?? primary.name;
  const recoveryId = `${vaultIdOf(id)}/replicationFabrics/${recoveryName}`;
  const recovery = call.estate.get(recoveryId);
  if (recovery === undefined) {
    throw entityMissing(recoveryId, 400);
  }
  const from = requireNetwork(
    call,
    primary,
    valueAt(body, "properties.fabricSpecificDetails.primaryNetworkId"),
  );
  const to = requireNetwork(call, recovery, valueAt(body, "properties.recoveryNetworkId"));
  return {
    state: "Paired",
    primaryNetworkFriendlyName: from.name,
    primaryNetworkId: from.id,
    primaryFabricFriendlyName: primary.name,
    recoveryNetworkFriendlyName: to.name,
    recoveryNetworkId: to.id,
    recoveryFabricArmId: recovery.id,
    recoveryFabricFriendlyName: recovery.name,
    fabricSpecificSettings: {
      instanceType: "AzureToAzure",
      primaryFabricLocation: locationOf(primary),
      recoveryFabricLocation: locationOf(recovery),
    },
  };
}

/** A mapped network stands in the fabric's region. Source: learn.microsoft.com site-recovery/azure-to-azure-network-mapping. */
function requireNetwork(call: Call, fabric: StoredResource, id: unknown): StoredResource {
  const network = call.estate.get(asText(id) ?? "");
  if (network?.type !== "Microsoft.Network/virtualNetworks") {
    throw invalidInput(
      `The virtual network '${asText(id) ?? ""}' could not be found.`,
      "Retry the operation with a virtual network that exists.",
    );
  }
  if (network.location !== locationOf(fabric)) {
    throw invalidInput(
      `The virtual network '${network.id}' is not in the region of the fabric '${fabric.name}'.`,
      "Retry the operation with a virtual network in the region of the fabric.",
    );
  }
  return network;
}

function locationOf(fabric: StoredResource): string {
  return asText(valueAt(fabric, "properties.customDetails.location")) ?? "";
}
