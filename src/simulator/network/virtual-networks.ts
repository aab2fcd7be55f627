import { deterministicGuid } from "../../azure/guid";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, without, withoutUndefined } from "../json";
import { ArmError, type Call, type Operation } from "../operation";
import { groupPath, subscriptionPath } from "../resource-manager/path-template";
import { resourceType, type ResourceBody } from "../resource-manager/resource-type";
import { readPrefix } from "./address-ranges";
import { deleting, examples, writing } from "./network-work";
import {
  prefixesOf,
  presentSubnet,
  requireReferences,
  requireUnused,
  requireValidSubnet,
  subnetLinks,
  subnetProperties,
  subnetsOf,
  subnetType,
  virtualNetworkPath,
  virtualNetworkType,
} from "./subnets";

/**
 * Virtual networks. Subnets in the body are resources of their own: a list replaces those that are
 * there, no list leaves them alone. Source: learn.microsoft.com virtual-network/manage-subnet
 * (updates without the subnet property).
 */
export const virtualNetworkOperations: Operation[] = resourceType({
  type: virtualNetworkType,
  path: virtualNetworkPath,
  location: "required",
  get: { id: "VirtualNetworks_Get", witness: `${examples}/VirtualNetworkGet.json` },
  put: {
    id: "VirtualNetworks_CreateOrUpdate",
    witness: `${examples}/VirtualNetworkCreateSubnet.json`,
    longRunning: writing,
  },
  patch: {
    id: "VirtualNetworks_UpdateTags",
    witness: `${examples}/VirtualNetworkUpdateTags.json`,
  },
  delete: {
    id: "VirtualNetworks_Delete",
    witness: `${examples}/VirtualNetworkDelete.json`,
    longRunning: deleting,
  },
  lists: [
    {
      id: "VirtualNetworks_List",
      path: groupPath(virtualNetworkType),
      witness: `${examples}/VirtualNetworkList.json`,
    },
    {
      id: "VirtualNetworks_ListAll",
      path: subscriptionPath(virtualNetworkType),
      witness: `${examples}/VirtualNetworkListAll.json`,
    },
  ],
  required: ["properties.addressSpace.addressPrefixes"],
  links: (_call, body) => sentSubnets(body).flatMap(subnetLinks),
  validate,
  complete: (call, body) => {
    const settings = without(asObject(body.properties), "subnets");
    return {
      properties: withoutUndefined({
        ...settings,
        enableDdosProtection: settings.enableDdosProtection ?? false,
        virtualNetworkPeerings: asArray(settings.virtualNetworkPeerings),
        resourceGuid: deterministicGuid("virtual network", call.path),
      }),
    };
  },
  written: (call, network) => {
    const body = asObject(call.body);
    if (!hasSubnets(body)) {
      return;
    }
    for (const gone of subnetsLeftOut(call, body, network.id)) {
      call.estate.delete(gone.id);
    }
    for (const sent of sentSubnets(body)) {
      const name = asText(sent.name) ?? "";
      const id = `${network.id}/subnets/${name}`;
      call.estate.put({
        properties: { ...subnetProperties(id, sent), provisioningState: "Succeeded" },
        id,
        name,
        type: subnetType,
      });
    }
  },
  beforeDelete: (call, network) => {
    for (const subnet of subnetsOf(call, network.id)) {
      requireUnused(call, subnet);
    }
  },
  present: (call, network) => ({
    ...network,
    properties: {
      ...asObject(network.properties),
      subnets: subnetsOf(call, network.id).map((subnet) => presentSubnet(call, subnet)),
    },
  }),
});

function validate(call: Call, body: ResourceBody): void {
  const name = call.parameters.virtualNetworkName ?? "";
  const prefixes = prefixesOf(body);
  const invalid = prefixes.find((prefix) => readPrefix(prefix) === undefined);
  if (invalid !== undefined) {
    throw new ArmError(
      400,
      "InvalidAddressPrefixFormat",
      `Address prefix ${invalid} of resource ${call.path} is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.`,
    );
  }
  const subnets = hasSubnets(body) ? sentSubnets(body) : subnetsOf(call, call.path);
  for (const [i, subnet] of subnets.entries()) {
    const subnetName = asText(subnet.name) ?? "";
    requireReferences(call, `${call.path}/subnets/${subnetName}`, subnet);
    requireValidSubnet(name, prefixes, subnetName, subnet, subnets.slice(0, i));
  }
  for (const gone of subnetsLeftOut(call, body, call.path)) {
    requireUnused(call, gone);
  }
}

function hasSubnets(body: JsonObject): boolean {
  return Array.isArray(asObject(body.properties).subnets);
}

function sentSubnets(body: JsonObject): JsonObject[] {
  return asArray(asObject(body.properties).subnets).map(asObject);
}

/** Subnets that are there and not in the body's list. */
function subnetsLeftOut(call: Call, body: JsonObject, networkId: string): StoredResource[] {
  if (!hasSubnets(body)) {
    return [];
  }
  const kept = new Set(sentSubnets(body).map(({ name }) => asText(name)?.toLowerCase()));
  return subnetsOf(call, networkId).filter(({ name }) => !kept.has(name.toLowerCase()));
}
