import type { Layout } from "./translation";

const named: Layout = { topLevel: ["id", "name"] };
const handler: Layout = { topLevel: ["endpointType"] };
const mapping: Layout = { topLevel: ["name", "type"] };
const typed: Layout = { topLevel: ["id", "name", "type"] };
const tracked: Layout = {
  topLevel: ["extendedLocation", "id", "location", "sku", "tags", "zones"],
};
const inVirtualMachine: Layout = { topLevel: ["name", "sku", "tags"] };

/**
 * Objects inside a resource whose form differs from Azure's JSON, by module and type name without
 * its `Args` or `Response`.
 */
const layouts: Readonly<Record<string, Layout>> = {
  "compute.NetworkInterfaceReference": named,
  "compute.VirtualMachineNetworkInterfaceConfiguration": inVirtualMachine,
  "compute.VirtualMachineNetworkInterfaceIPConfiguration": inVirtualMachine,
  "compute.VirtualMachinePublicIPAddressConfiguration": inVirtualMachine,
  "compute.VirtualMachineScaleSetExtension": named,
  "compute.VirtualMachineScaleSetIPConfiguration": inVirtualMachine,
  "compute.VirtualMachineScaleSetNetworkConfiguration": inVirtualMachine,
  "compute.VirtualMachineScaleSetPublicIPAddressConfiguration": inVirtualMachine,

  "eventgrid.AzureFunctionEventSubscriptionDestination": handler,
  "eventgrid.DynamicDeliveryAttributeMapping": mapping,
  "eventgrid.EventHubEventSubscriptionDestination": handler,
  "eventgrid.HybridConnectionEventSubscriptionDestination": handler,
  "eventgrid.MonitorAlertEventSubscriptionDestination": handler,
  "eventgrid.NamespaceTopicEventSubscriptionDestination": handler,
  "eventgrid.ServiceBusQueueEventSubscriptionDestination": handler,
  "eventgrid.ServiceBusTopicEventSubscriptionDestination": handler,
  "eventgrid.StaticDeliveryAttributeMapping": mapping,
  "eventgrid.StorageBlobDeadLetterDestination": handler,
  "eventgrid.StorageQueueEventSubscriptionDestination": handler,
  "eventgrid.WebHookEventSubscriptionDestination": handler,

  "network.ApplicationGatewayBackendAddressPool": named,
  "network.ApplicationGatewayIPConfiguration": named,
  "network.ApplicationSecurityGroup": tracked,
  "network.BackendAddressPool": named,
  "network.Delegation": typed,
  "network.FrontendIPConfiguration": { topLevel: ["id", "name", "zones"] },
  "network.InboundNatRule": named,
  "network.IpamPoolPrefixAllocation": { renames: { id: "pool/id" } },
  "network.LoadBalancerBackendAddress": named,
  "network.NatGateway": tracked,
  "network.NetworkInterfaceIPConfiguration": typed,
  "network.NetworkSecurityGroup": tracked,
  "network.PrivateDnsZoneConfig": named,
  "network.PrivateEndpointIPConfiguration": named,
  "network.PrivateLinkService": tracked,
  "network.PrivateLinkServiceConnection": named,
  "network.PrivateLinkServiceIpConfiguration": named,
  "network.PublicIPAddress": tracked,
  "network.ResourceNavigationLink": named,
  "network.Route": typed,
  "network.RouteTable": tracked,
  "network.SecurityRule": typed,
  "network.ServiceAssociationLink": named,
  "network.ServiceEndpointPolicy": tracked,
  "network.ServiceEndpointPolicyDefinition": typed,
  "network.Subnet": typed,
  "network.VirtualNetworkPeering": typed,
  "network.VirtualNetworkTap": tracked,

  "storage.Encryption": {
    renames: { encryptionIdentity: "identity", keyVaultProperties: "keyvaultproperties" },
  },
  "storage.EncryptionIdentity": {
    renames: {
      encryptionFederatedIdentityClientId: "federatedIdentityClientId",
      encryptionUserAssignedIdentity: "userAssignedIdentity",
    },
  },
  "storage.IPRule": { renames: { iPAddressOrRange: "value" } },
  "storage.KeyVaultProperties": {
    renames: { keyName: "keyname", keyVaultUri: "keyvaulturi", keyVersion: "keyversion" },
  },
  "storage.VirtualNetworkRule": { renames: { virtualNetworkResourceId: "id" } },
};

/** Names of the types that have a layout of their own. */
export const layoutNames: readonly string[] = Object.keys(layouts);

/** The layout of an interface such as `inputs.network.SubnetArgs`. */
export function layoutOf(interfaceName: string): Layout {
  const name = interfaceName.replace(/^(inputs|outputs)\./, "").replace(/(Args|Response)$/, "");
  return layouts[name] ?? {};
}

/** Where an argument stands in Azure's JSON. */
export function placeOfArgument(layout: Layout, name: string): readonly string[] {
  const renamed = layout.argumentRenames?.[name] ?? renamedTo(layout, name);
  if (renamed !== undefined) {
    return renamed.split("/");
  }
  return layout.topLevel === undefined || layout.topLevel.includes(name)
    ? [name]
    : ["properties", name];
}

/** Where an output may stand in Azure's JSON, the likelier place first. */
export function placesOfOutput(layout: Layout, name: string): readonly (readonly string[])[] {
  const renamed = renamedTo(layout, name);
  return renamed === undefined ? [[name], ["properties", name]] : [renamed.split("/")];
}

function renamedTo(layout: Layout, name: string): string | undefined {
  // A discriminator of Azure Monitor has a dot in its name.
  return layout.renames?.[name] ?? (name === "odataType" ? "odata.type" : undefined);
}
