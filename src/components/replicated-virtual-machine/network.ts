import type * as pulumi from "@pulumi/pulumi";
import { resourceIdFindings } from "../../azure/resource-id";
import type { ReplicationProtectedItemNetworkInterface } from "../../resources/replication-protected-item-settings";
import { ruleOn, type Rule } from "../shared/inputs";

/** Addresses of an IP configuration after a failover and after a test failover. What is left out stays as Azure holds it. */
export interface ReplicatedVirtualMachineIpConfigurationArgs {
  /** Name of the subnet after a failover. Left out, Azure chooses it. */
  recoverySubnetName?: pulumi.Input<string>;
  /** Private address after a failover. Left out, Azure chooses it. */
  recoveryStaticIpAddress?: pulumi.Input<string>;
  /** Id of the public address after a failover. Defaults to none. */
  recoveryPublicIpAddressId?: pulumi.Input<string>;
  /** Ids of the load balancers' backend pools after a failover. Defaults to none. */
  recoveryBackendAddressPoolIds?: pulumi.Input<string>[];
  /** Name of the subnet after a test failover. Left out, Azure chooses it. */
  testSubnetName?: pulumi.Input<string>;
  /** Private address after a test failover. Left out, Azure chooses it. */
  testStaticIpAddress?: pulumi.Input<string>;
  /** Id of the public address after a test failover. Defaults to none. */
  testPublicIpAddressId?: pulumi.Input<string>;
  /** Ids of the load balancers' backend pools after a test failover. Defaults to none. */
  testBackendAddressPoolIds?: pulumi.Input<string>[];
}

/** A network interface of the machine, and what takes its place. What is left out stays as Azure holds it. */
export interface ReplicatedVirtualMachineNetworkInterfaceArgs {
  /** Id of the network interface. */
  networkInterfaceId: pulumi.Input<string>;
  /** Id of the network security group after a failover. Defaults to none. */
  recoveryNetworkSecurityGroupId?: pulumi.Input<string>;
  /** Whether accelerated networking is on after a failover. Left out, Azure decides. */
  acceleratedNetworkingEnabled?: pulumi.Input<boolean>;
  /** Id of the network security group after a test failover. Defaults to none. */
  testNetworkSecurityGroupId?: pulumi.Input<string>;
  /** Whether accelerated networking is on after a test failover. Left out, Azure decides. */
  testAcceleratedNetworkingEnabled?: pulumi.Input<boolean>;
  /** Name of the network interface that a failover makes. Left out, Azure names it as this one. */
  recoveryNetworkInterfaceName?: pulumi.Input<string>;
  /** Name of the resource group of the network interface that a failover makes. Left out, it is the machine's. */
  recoveryNetworkInterfaceResourceGroupName?: pulumi.Input<string>;
  /** Whether a failover takes a network interface of that name that is there and free, instead of making one. Left out, Azure makes one. */
  recoveryNetworkInterfaceReused?: pulumi.Input<boolean>;
  /** Name of the network interface that a test failover makes. Left out, Azure makes one up. */
  testNetworkInterfaceName?: pulumi.Input<string>;
  /** Name of the resource group of the network interface that a test failover makes. Left out, it is the machine's. */
  testNetworkInterfaceResourceGroupName?: pulumi.Input<string>;
  /** Whether a test failover takes a network interface of that name that is there and free, instead of making one. Left out, Azure makes one. */
  testNetworkInterfaceReused?: pulumi.Input<boolean>;
  /** Its IP configurations, the secondary ones too, each by its name in Azure. Defaults to `{}`: all stay as Azure holds them. */
  ipConfigurations?: Record<string, ReplicatedVirtualMachineIpConfigurationArgs>;
}

export function interfacesOf(
  interfaces: Record<string, ReplicatedVirtualMachineNetworkInterfaceArgs>,
): ReplicationProtectedItemNetworkInterface[] {
  return Object.values(interfaces).map(
    ({
      acceleratedNetworkingEnabled,
      testAcceleratedNetworkingEnabled,
      ipConfigurations,
      ...settings
    }) => ({
      ...settings,
      ...(acceleratedNetworkingEnabled !== undefined && {
        acceleratedNetworking: acceleratedNetworkingEnabled,
      }),
      ...(testAcceleratedNetworkingEnabled !== undefined && {
        testAcceleratedNetworking: testAcceleratedNetworkingEnabled,
      }),
      ...(ipConfigurations !== undefined && {
        ipConfigurations: Object.entries(ipConfigurations).map(([name, addresses]) => ({
          name,
          ...addresses,
        })),
      }),
    }),
  );
}

export function interfaceRules(
  interfaces: Record<string, ReplicatedVirtualMachineNetworkInterfaceArgs>,
): Rule[] {
  return Object.entries(interfaces).flatMap(([key, args]) => {
    const path = `networkInterfaces.${key}`;
    return [
      ...idRules(args.networkInterfaceId, `${path}.networkInterfaceId`, "networkInterfaces"),
      ...(["recoveryNetworkSecurityGroupId", "testNetworkSecurityGroupId"] as const).flatMap(
        (name) => idRules(args[name], `${path}.${name}`, "networkSecurityGroups"),
      ),
      ...Object.entries(args.ipConfigurations ?? {}).flatMap(([name, addresses]) =>
        addressRules(addresses, `${path}.ipConfigurations.${name}`),
      ),
    ];
  });
}

function addressRules(args: ReplicatedVirtualMachineIpConfigurationArgs, path: string): Rule[] {
  return [
    ...(["recoveryPublicIpAddressId", "testPublicIpAddressId"] as const).flatMap((name) =>
      idRules(args[name], `${path}.${name}`, "publicIPAddresses"),
    ),
    ...(["recoveryBackendAddressPoolIds", "testBackendAddressPoolIds"] as const).flatMap((name) =>
      (args[name] ?? []).flatMap((id, index) =>
        idRules(id, `${path}.${name}[${index}]`, "loadBalancers/backendAddressPools"),
      ),
    ),
  ];
}

function idRules(id: pulumi.Input<string> | undefined, path: string, type: string): Rule[] {
  return ruleOn(id, (known) => resourceIdFindings(known, path, `Microsoft.Network/${type}`));
}
