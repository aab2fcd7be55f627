import type { Operation } from "../operation";
import { networkInterfaceOperations } from "./network-interfaces";
import { networkSecurityGroupOperations } from "./network-security-groups";
import { networkWorkOperations } from "./network-work";
import { privateDnsZoneGroupOperations } from "./private-dns-zone-groups";
import { privateEndpointOperations } from "./private-endpoints";
import { publicIpAddressOperations } from "./public-ip-addresses";
import { subnetOperations } from "./subnets";
import { virtualNetworkOperations } from "./virtual-networks";

/** Everything of Microsoft.Network. */
export const networkOperations: Operation[] = [
  ...virtualNetworkOperations,
  ...subnetOperations,
  ...networkInterfaceOperations,
  ...networkSecurityGroupOperations,
  ...publicIpAddressOperations,
  ...privateEndpointOperations,
  ...privateDnsZoneGroupOperations,
  ...networkWorkOperations,
];
