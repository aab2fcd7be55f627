import { deterministicGuid } from "../../azure/guid";
import { isAtOrBelow } from "../../azure/resource-id";
import { invalidResourceReference } from "../resource-manager/arm-errors";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../json";
import { ArmError, type Call, type LinkedScope, type Operation } from "../operation";
import { groupPath } from "../resource-manager/path-template";
import { resourceType } from "../resource-manager/resource-type";
import { contains, overlaps, readPrefix } from "./address-ranges";
import { deleting, examples, writing } from "./network-work";

export const virtualNetworkType = "Microsoft.Network/virtualNetworks";
export const virtualNetworkPath = groupPath(`${virtualNetworkType}/{virtualNetworkName}`);
export const subnetType = `${virtualNetworkType}/subnets`;

/** Subnets of a virtual network. */
export const subnetOperations: Operation[] = resourceType({
  type: subnetType,
  path: `${virtualNetworkPath}/subnets/{subnetName}`,
  get: { id: "Subnets_Get", witness: `${examples}/SubnetGet.json` },
  put: {
    id: "Subnets_CreateOrUpdate",
    witness: `${examples}/SubnetCreate.json`,
    longRunning: writing,
  },
  delete: { id: "Subnets_Delete", witness: `${examples}/SubnetDelete.json`, longRunning: deleting },
  lists: [
    {
      id: "Subnets_List",
      path: `${virtualNetworkPath}/subnets`,
      witness: `${examples}/SubnetList.json`,
    },
  ],
  links: (_call, body) => subnetLinks(body),
  validate: (call, body) => {
    const networkId = call.path.split("/").slice(0, -2).join("/");
    const network = call.estate.get(networkId);
    const name = call.parameters.subnetName ?? "";
    const others = subnetsOf(call, networkId).filter(
      (other) => other.name.toLowerCase() !== name.toLowerCase(),
    );
    requireReferences(call, call.path, body);
    requireValidSubnet(network?.name ?? "", prefixesOf(network), name, body, others);
  },
  complete: (call, body) => ({ properties: subnetProperties(call.path, body) }),
  beforeDelete: requireUnused,
  present: (call, subnet) => presentSubnet(call, subnet),
});

export function subnetsOf(call: Call, networkId: string): StoredResource[] {
  return call.estate.within(networkId).filter((r) => r.type === subnetType);
}

/** Address prefixes of a virtual network. */
export function prefixesOf(network: unknown): string[] {
  return asArray(valueAt(network, "properties.addressSpace.addressPrefixes")).flatMap((prefix) =>
    typeof prefix === "string" ? [prefix] : [],
  );
}

/** A subnet may say its prefix in one property or in a list. */
export function subnetPrefix(subnet: unknown): string {
  const list = asArray(valueAt(subnet, "properties.addressPrefixes"));
  return asText(valueAt(subnet, "properties.addressPrefix")) ?? asText(list[0]) ?? "";
}

export function subnetProperties(id: string, body: JsonObject): JsonObject {
  const sent = asObject(body.properties);
  return withoutUndefined({
    addressPrefix: sent.addressPrefix,
    addressPrefixes: sent.addressPrefixes,
    networkSecurityGroup: sent.networkSecurityGroup ?? undefined,
    routeTable: sent.routeTable ?? undefined,
    natGateway: sent.natGateway ?? undefined,
    serviceEndpoints: sent.serviceEndpoints,
    delegations: asArray(sent.delegations),
    defaultOutboundAccess: sent.defaultOutboundAccess,
    privateEndpointNetworkPolicies: sent.privateEndpointNetworkPolicies ?? "Disabled",
    privateLinkServiceNetworkPolicies: sent.privateLinkServiceNetworkPolicies ?? "Enabled",
    purpose: sent.purpose,
    resourceGuid: deterministicGuid("subnet", id),
  });
}

/** A subnet tells which network interfaces stand in it. */
export function presentSubnet(call: Call, subnet: StoredResource): JsonObject {
  const users = ipConfigurationsIn(call, subnet.id);
  return users.length === 0
    ? subnet
    : {
        ...subnet,
        properties: {
          ...asObject(subnet.properties),
          ipConfigurations: users.map((id) => ({ id })),
        },
      };
}

export function subnetLinks(body: JsonObject): LinkedScope[] {
  return [
    ["networkSecurityGroup", "networkSecurityGroups"],
    ["routeTable", "routeTables"],
    ["natGateway", "natGateways"],
  ].flatMap(([property = "", type = ""]) => {
    const scope = asText(valueAt(body, `properties.${property}.id`));
    return scope === undefined ? [] : [{ action: `Microsoft.Network/${type}/join/action`, scope }];
  });
}

export function requireReferences(call: Call, subnetId: string, body: JsonObject): void {
  const group = asText(valueAt(body, "properties.networkSecurityGroup.id"));
  if (group !== undefined && call.estate.get(group) === undefined) {
    throw invalidResourceReference(group, subnetId);
  }
}

/** Text: Azure/azure-cli issue 10917 (the range lies outside the network's, or overlaps another subnet's). */
export function requireValidSubnet(
  networkName: string,
  networkPrefixes: readonly string[],
  name: string,
  subnet: JsonObject,
  others: readonly unknown[],
): void {
  const range = readPrefix(subnetPrefix(subnet));
  const ranges = (prefixes: readonly string[]) => prefixes.flatMap((p) => readPrefix(p) ?? []);
  const fits =
    range !== undefined &&
    ranges(networkPrefixes).some((outer) => contains(outer, range)) &&
    !ranges(others.map(subnetPrefix)).some((other) => overlaps(other, range));
  if (!fits) {
    throw new ArmError(
      400,
      "NetcfgInvalidSubnet",
      `Subnet '${name}' is not valid in virtual network '${networkName}'.`,
    );
  }
}

/** Text: microsoft/nav-arm-templates issue 161. */
export function requireUnused(call: Call, subnet: StoredResource): void {
  const [user] = ipConfigurationsIn(call, subnet.id);
  if (user !== undefined) {
    throw new ArmError(
      400,
      "InUseSubnetCannotBeDeleted",
      `Subnet ${subnet.name} is in use by ${user} and cannot be deleted. In order to delete the ` +
        "subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.",
    );
  }
}

/** Ids of the IP configurations at or below a subnet or a virtual network. */
export function ipConfigurationsIn(call: Call, scope: string): string[] {
  return call.estate.ofType("Microsoft.Network/networkInterfaces").flatMap((nic) =>
    asArray(valueAt(nic, "properties.ipConfigurations")).flatMap((configuration) => {
      const subnetId = asText(valueAt(configuration, "properties.subnet.id"));
      const id = asText(valueAt(configuration, "id"));
      return subnetId !== undefined && id !== undefined && isAtOrBelow(subnetId, scope) ? [id] : [];
    }),
  );
}
