import { groupPath, type Translation } from "../translation";

const network = `${groupPath}/providers/Microsoft.Network`;
const child = ["id", "name", "type"];

/** Networks and private DNS; Azure waits for every write and every delete. */
export const networkTranslations: readonly Translation[] = [
  {
    ...row("VirtualNetwork", "virtualNetworks/{virtualNetworkName}", [
      "extendedLocation",
      "id",
      "location",
      "tags",
    ]),
    immutable: ["location"],
    maintained: ["subnets", "virtualNetworkPeerings"],
  },
  row("Subnet", "virtualNetworks/{virtualNetworkName}/subnets/{subnetName}", child),
  {
    ...row(
      "VirtualNetworkPeering",
      "virtualNetworks/{virtualNetworkName}/virtualNetworkPeerings/{virtualNetworkPeeringName}",
      child,
    ),
    query: ["syncRemoteAddressSpace"],
  },
  row("NetworkInterface", "networkInterfaces/{networkInterfaceName}", [
    "extendedLocation",
    "id",
    "location",
    "tags",
  ]),
  {
    ...row("NetworkSecurityGroup", "networkSecurityGroups/{networkSecurityGroupName}", [
      "id",
      "location",
      "tags",
    ]),
    maintained: ["securityRules"],
  },
  row(
    "SecurityRule",
    "networkSecurityGroups/{networkSecurityGroupName}/securityRules/{securityRuleName}",
    child,
  ),
  {
    ...row("PublicIPAddress", "publicIPAddresses/{publicIpAddressName}", [
      "extendedLocation",
      "id",
      "location",
      "sku",
      "tags",
      "zones",
    ]),
    immutable: ["location", "publicIPAddressVersion", "publicIPPrefix", "sku"],
  },
  {
    ...row("PrivateEndpoint", "privateEndpoints/{privateEndpointName}", [
      "extendedLocation",
      "id",
      "location",
      "tags",
    ]),
    immutable: ["subnet"],
  },
  row(
    "PrivateDnsZoneGroup",
    "privateEndpoints/{privateEndpointName}/privateDnsZoneGroups/{privateDnsZoneGroupName}",
    ["id", "name"],
  ),
  {
    ...privateDns("PrivateZone", "{privateZoneName}", ["location", "tags"]),
    immutable: ["location"],
  },
  {
    ...privateDns(
      "VirtualNetworkLink",
      "{privateZoneName}/virtualNetworkLinks/{virtualNetworkLinkName}",
      ["location", "tags"],
    ),
    immutable: ["location"],
  },
  {
    ...privateDns("PrivateRecordSet", "{privateZoneName}/{recordType}/{relativeRecordSetName}", []),
    longRunning: [],
  },
];

function privateDns(name: string, tail: string, topLevel: readonly string[]): Translation {
  return {
    ...row(name, `privateDnsZones/${tail}`, topLevel),
    token: `privatedns:${name}`,
    apiVersion: "2024-06-01",
  };
}

function row(name: string, tail: string, topLevel: readonly string[]): Translation {
  return {
    token: `network:${name}`,
    path: `${network}/${tail}`,
    apiVersion: "2024-05-01",
    topLevel,
    longRunning: ["put", "delete"],
  };
}
