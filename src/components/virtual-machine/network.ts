import { NetworkInterface } from "@pulumi/azure-native/network";
import type * as pulumi from "@pulumi/pulumi";
import { privateIpAddressFindings } from "../../azure/private-link";
import { resourceIdFindings } from "../../azure/resource-id";
import type { ChildOptions } from "../shared/child-options";
import { ruleOn, type Rule } from "../shared/inputs";

/** How a machine stands in its subnet. */
export interface VirtualMachineNetworkArgs {
  /** Private address of the machine, such as `10.0.0.10`. Left out, Azure chooses one, which stays. */
  privateIpAddress?: pulumi.Input<string>;
  /** Id of a public address. Defaults to none. */
  publicIpAddressId?: pulumi.Input<string>;
  /** Id of a network security group of the interface. Defaults to none: that of the subnet counts alone. */
  networkSecurityGroupId?: pulumi.Input<string>;
  /** Ids of application security groups that the machine belongs to. Defaults to none. */
  applicationSecurityGroupIds?: pulumi.Input<string>[];
  /** Ids of load balancers' backend pools that the machine belongs to. Defaults to none. */
  loadBalancerBackendPoolIds?: pulumi.Input<string>[];
  /** Addresses of DNS servers. Defaults to those of the virtual network. */
  dnsServers?: pulumi.Input<string>[];
  /** Whether the interface goes past the host's switch, for sizes that can. Defaults to `false`. A change needs a machine that is deallocated. */
  acceleratedNetworkingEnabled?: pulumi.Input<boolean>;
  /** Whether the machine takes traffic that is not for it, as a router does. Defaults to `false`. */
  ipForwardingEnabled?: pulumi.Input<boolean>;
  /** Ids of further network interfaces, which exist. Defaults to none. A change needs a machine that is deallocated. */
  additionalNetworkInterfaceIds?: pulumi.Input<string>[];
}

/** What a network interface follows. */
export interface NetworkArguments {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly location?: pulumi.Input<string> | undefined;
  readonly subnetId: pulumi.Input<string>;
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
  readonly network?: VirtualMachineNetworkArgs;
}

/** What is known of a network interface that is being made. */
export interface OwnNetworkInterface {
  readonly id: pulumi.Output<string>;
  /** Its first private address. */
  readonly privateIpAddress: pulumi.Output<string>;
}

/** Makes the machine's own network interface. */
export function makeNetworkInterface(
  name: string,
  args: NetworkArguments,
  opts: ChildOptions,
): OwnNetworkInterface {
  const { network = {} } = args;
  const { privateIpAddress, publicIpAddressId, networkSecurityGroupId, dnsServers } = network;
  const { acceleratedNetworkingEnabled, ipForwardingEnabled } = network;
  const made = new NetworkInterface(
    name,
    {
      resourceGroupName: args.resourceGroupName,
      location: args.location,
      ipConfigurations: [
        {
          name: "primary",
          subnet: { id: args.subnetId },
          privateIPAllocationMethod: privateIpAddress === undefined ? "Dynamic" : "Static",
          ...(privateIpAddress !== undefined && { privateIPAddress: privateIpAddress }),
          ...(publicIpAddressId !== undefined && { publicIPAddress: { id: publicIpAddressId } }),
          ...idsOf("applicationSecurityGroups", network.applicationSecurityGroupIds),
          ...idsOf("loadBalancerBackendAddressPools", network.loadBalancerBackendPoolIds),
        },
      ],
      ...(networkSecurityGroupId !== undefined && {
        networkSecurityGroup: { id: networkSecurityGroupId },
      }),
      ...(dnsServers !== undefined && { dnsSettings: { dnsServers } }),
      ...(acceleratedNetworkingEnabled !== undefined && {
        enableAcceleratedNetworking: acceleratedNetworkingEnabled,
      }),
      ...(ipForwardingEnabled !== undefined && { enableIPForwarding: ipForwardingEnabled }),
      tags: args.tags,
    },
    opts,
  );
  return {
    id: made.id,
    privateIpAddress: made.ipConfigurations.apply(
      (configurations) => configurations?.[0]?.privateIPAddress ?? "",
    ),
  };
}

/** The machine's interfaces, its own first. */
export function networkInterfaceReferences(
  own: pulumi.Input<string>,
  network: VirtualMachineNetworkArgs | undefined,
): { id: pulumi.Input<string>; primary: boolean }[] {
  const others = network?.additionalNetworkInterfaceIds ?? [];
  return [{ id: own, primary: true }, ...others.map((id) => ({ id, primary: false }))];
}

/** The rules on how a machine stands in its network. */
export function networkRules(network: VirtualMachineNetworkArgs | undefined): Rule[] {
  if (network === undefined) {
    return [];
  }
  const one = (property: string, id: pulumi.Input<string> | undefined, type: string): Rule[] =>
    ruleOn(id, (known) => resourceIdFindings(known, `network.${property}`, type));
  const each = (property: string, ids: pulumi.Input<string>[] = [], type: string): Rule[] =>
    ids.flatMap((id, index) => one(`${property}[${index}]`, id, type));
  return [
    ...ruleOn(network.privateIpAddress, (known) =>
      privateIpAddressFindings(known, "network.privateIpAddress"),
    ),
    ...one("publicIpAddressId", network.publicIpAddressId, "Microsoft.Network/publicIPAddresses"),
    ...one(
      "networkSecurityGroupId",
      network.networkSecurityGroupId,
      "Microsoft.Network/networkSecurityGroups",
    ),
    ...each(
      "applicationSecurityGroupIds",
      network.applicationSecurityGroupIds,
      "Microsoft.Network/applicationSecurityGroups",
    ),
    ...each(
      "loadBalancerBackendPoolIds",
      network.loadBalancerBackendPoolIds,
      "Microsoft.Network/loadBalancers/backendAddressPools",
    ),
    ...each(
      "additionalNetworkInterfaceIds",
      network.additionalNetworkInterfaceIds,
      "Microsoft.Network/networkInterfaces",
    ),
  ];
}

function idsOf<K extends string>(
  property: K,
  ids: pulumi.Input<string>[] | undefined,
): Partial<Record<K, { id: pulumi.Input<string> }[]>> {
  return ids === undefined
    ? {}
    : ({ [property]: ids.map((id) => ({ id })) } as Record<K, { id: pulumi.Input<string> }[]>);
}
