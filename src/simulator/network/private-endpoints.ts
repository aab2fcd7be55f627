import { sameId } from "../../azure/resource-id";
import { invalidResourceReference } from "../resource-manager/arm-errors";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../json";
import type { Call, LinkedScope, Operation } from "../operation";
import { requireVaultWithoutItems } from "../recovery-services/vault-contents";
import { groupPath, subscriptionPath } from "../resource-manager/path-template";
import { resourceType, type ResourceBody } from "../resource-manager/resource-type";
import { deleting, examples, writing } from "./network-work";

const endpointType = "Microsoft.Network/privateEndpoints";

/** Private endpoints, and the connection that each makes at the resource it leads to. */
export const privateEndpointOperations: Operation[] = resourceType({
  type: endpointType,
  path: groupPath(`${endpointType}/{privateEndpointName}`),
  location: "required",
  get: { id: "PrivateEndpoints_Get", witness: `${examples}/PrivateEndpointGet.json` },
  put: {
    id: "PrivateEndpoints_CreateOrUpdate",
    witness: `${examples}/PrivateEndpointCreate.json`,
    longRunning: writing,
  },
  delete: {
    id: "PrivateEndpoints_Delete",
    witness: `${examples}/PrivateEndpointDelete.json`,
    longRunning: deleting,
  },
  lists: [
    {
      id: "PrivateEndpoints_List",
      path: groupPath(endpointType),
      witness: `${examples}/PrivateEndpointList.json`,
    },
    {
      id: "PrivateEndpoints_ListBySubscription",
      path: subscriptionPath(endpointType),
      witness: `${examples}/PrivateEndpointListAll.json`,
    },
  ],
  required: ["properties.subnet.id"],
  links: (_call, body) => linksOf(body),
  validate: (call, body, existing) => {
    for (const scope of [subnetOf(body), ...connectionsOf(body).map(targetOf)]) {
      if (call.estate.get(scope) === undefined) {
        throw invalidResourceReference(scope, call.path);
      }
    }
    if (existing === undefined) {
      connectionsOf(body)
        .map(targetOf)
        .forEach((id) => {
          requireVaultWithoutItems(call, id);
        });
    }
  },
  complete: (call, body) => {
    const { subnet, customNetworkInterfaceName } = asObject(body.properties);
    return {
      properties: withoutUndefined({
        subnet,
        customNetworkInterfaceName,
        ipConfigurations: asArray(valueAt(body, "properties.ipConfigurations")),
        applicationSecurityGroups: asArray(valueAt(body, "properties.applicationSecurityGroups")),
        customDnsConfigs: [],
        networkInterfaces: [],
        privateLinkServiceConnections: connectionsOf(body).map((connection) => ({
          id: `${call.path}/privateLinkServiceConnections/${asText(connection.name) ?? ""}`,
          ...connection,
          properties: {
            provisioningState: "Succeeded",
            ...asObject(connection.properties),
            privateLinkServiceConnectionState: approved,
          },
        })),
        manualPrivateLinkServiceConnections: [],
      }),
    };
  },
  written: (call, endpoint) => {
    for (const connection of connectionsOf(endpoint)) {
      changeConnections(call, connection, endpoint, (others) => [
        ...others,
        connectionAt(endpoint, connection),
      ]);
    }
  },
  deleted: (call, endpoint) => {
    for (const connection of connectionsOf(endpoint)) {
      changeConnections(call, connection, endpoint, (others) => others);
    }
  },
});

const approved = { status: "Approved", description: "Auto-approved", actionsRequired: "None" };

/** Joining the subnet, and approving the connection that is made. Source: learn.microsoft.com private-link/rbac-permissions. */
function linksOf(body: ResourceBody): LinkedScope[] {
  const applicationGroups = asArray(valueAt(body, "properties.applicationSecurityGroups")).map(
    (group) => asText(valueAt(group, "id")) ?? "",
  );
  return [
    { action: "Microsoft.Network/virtualNetworks/subnets/join/action", scope: subnetOf(body) },
    ...applicationGroups.map((scope) => ({
      action: "Microsoft.Network/applicationSecurityGroups/joinIpConfiguration/action",
      scope,
    })),
    ...connectionsOf(body).map((connection) => {
      const scope = targetOf(connection);
      const [namespace = "", type = ""] = scope.split("/providers/").at(-1)?.split("/") ?? [];
      return { action: `${namespace}/${type}/privateEndpointConnectionsApproval/action`, scope };
    }),
  ];
}

function subnetOf(endpoint: unknown): string {
  return asText(valueAt(endpoint, "properties.subnet.id")) ?? "";
}

function connectionsOf(endpoint: unknown): JsonObject[] {
  return asArray(valueAt(endpoint, "properties.privateLinkServiceConnections")).map(asObject);
}

function targetOf(connection: JsonObject): string {
  return asText(valueAt(connection, "properties.privateLinkServiceId")) ?? "";
}

function connectionAt(endpoint: StoredResource, connection: JsonObject): JsonObject {
  const target = targetOf(connection);
  const name = `${endpoint.name}.${asText(connection.name) ?? ""}`;
  return {
    id: `${target}/privateEndpointConnections/${name}`,
    name,
    type: `${target.split("/providers/").at(-1)?.split("/").slice(0, 2).join("/") ?? ""}/privateEndpointConnections`,
    properties: {
      provisioningState: "Succeeded",
      privateEndpoint: { id: endpoint.id },
      groupIds: asArray(valueAt(connection, "properties.groupIds")),
      privateLinkServiceConnectionState: approved,
    },
  };
}

/** Changes the list of connections at the resource that an endpoint leads to. */
function changeConnections(
  call: Call,
  connection: JsonObject,
  endpoint: StoredResource,
  change: (others: JsonObject[]) => JsonObject[],
): void {
  const target = call.estate.get(targetOf(connection));
  if (target === undefined) {
    return;
  }
  const properties = asObject(target.properties);
  const others = asArray(properties.privateEndpointConnections)
    .map(asObject)
    .filter((c) => !sameId(asText(valueAt(c, "properties.privateEndpoint.id")) ?? "", endpoint.id));
  call.estate.put({
    ...target,
    properties: { ...properties, privateEndpointConnections: change(others) },
  });
}
