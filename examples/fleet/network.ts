import * as network from "@pulumi/azure-native/network";
import type * as pulumi from "@pulumi/pulumi";

export interface NetworkArgs {
  resourceGroupName: pulumi.Input<string>;
  location: string;
  tags?: Record<string, string>;
}

/** A virtual network with one subnet. */
export function makeNetwork(
  name: string,
  { resourceGroupName, location, tags }: NetworkArgs,
): { readonly id: pulumi.Output<string>; readonly subnetId: pulumi.Output<string> } {
  const virtualNetwork = new network.VirtualNetwork(name, {
    resourceGroupName,
    location,
    addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
    tags,
  });
  const subnet = new network.Subnet(name, {
    resourceGroupName,
    virtualNetworkName: virtualNetwork.name,
    addressPrefix: "10.0.0.0/24",
  });
  return { id: virtualNetwork.id, subnetId: subnet.id };
}
