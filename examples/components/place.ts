import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import type * as pulumi from "@pulumi/pulumi";

/** A resource group with a network in it: where a machine of the examples stands. */
export function place(name: string): {
  readonly resourceGroupName: pulumi.Output<string>;
  readonly subnetId: pulumi.Output<string>;
} {
  const group = new resources.ResourceGroup(name, { location: "westeurope" });
  const virtualNetwork = new network.VirtualNetwork(name, {
    resourceGroupName: group.name,
    addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
  });
  const subnet = new network.Subnet(name, {
    resourceGroupName: group.name,
    virtualNetworkName: virtualNetwork.name,
    addressPrefix: "10.0.0.0/24",
  });
  return { resourceGroupName: group.name, subnetId: subnet.id };
}
