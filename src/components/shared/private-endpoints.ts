import { PrivateDnsZoneGroup, PrivateEndpoint } from "@pulumi/azure-native/network";
import type * as pulumi from "@pulumi/pulumi";
import {
  privateDnsZoneFindings,
  privateIpAddressFindings,
  privateLinkGroupFindings,
  repeatedEndpointFindings,
} from "../../azure/private-link";
import { regionFindings } from "../../azure/regions";
import { parseResourceId, resourceIdFindings } from "../../azure/resource-id";
import type { ChildOptions } from "./child-options";
import { rule, ruleOn, type Rule } from "./inputs";

/** A fixed address of a private endpoint. */
export interface PrivateEndpointAddressArgs {
  /** Member of the group that has the address, for example `SiteRecovery-tel1`; Azure lists them as private link resources. Changing it replaces the endpoint. */
  memberName: pulumi.Input<string>;
  /** Address of the endpoint's subnet, for example `10.0.1.5`. Changing it replaces the endpoint. */
  privateIpAddress: pulumi.Input<string>;
}

/** A way from a virtual network to a resource that does not leave Azure's network. */
export interface PrivateEndpointArgs {
  /** What of the resource it leads to: `AzureBackup` or `AzureSiteRecovery` of a vault, `Webhook` or `DSCAndHybridWorker` of an automation account. Changing it replaces the endpoint. */
  groupId: pulumi.Input<string>;
  /** Id of the subnet in which the endpoint has its address. Changing it replaces the endpoint. */
  subnetId: pulumi.Input<string>;
  /** Resource group of the endpoint. Defaults to that of the resource. Changing it replaces the endpoint. */
  resourceGroupName?: pulumi.Input<string>;
  /** Name of the endpoint. Defaults to a name made from the component's. Changing it replaces the endpoint. */
  endpointName?: pulumi.Input<string>;
  /** Azure region of the subnet. Defaults to that of the resource. Azure refuses a change. */
  location?: pulumi.Input<string>;
  /** Name of the network interface that Azure makes for the endpoint. Defaults to one that Azure makes up. Changing it replaces the endpoint. */
  networkInterfaceName?: pulumi.Input<string>;
  /** Fixed addresses, each by a name of your own. Defaults to those that Azure chooses. Changing a key replaces the endpoint. */
  fixedAddresses?: Record<string, PrivateEndpointAddressArgs>;
  /** Ids of the private DNS zones that get the endpoint's addresses, each by a name of your own. Defaults to none: then the records are somebody else's work. */
  privateDnsZoneIds?: Record<string, pulumi.Input<string>>;
  /** Ids of the application security groups to which the endpoint belongs. Defaults to none. */
  applicationSecurityGroupIds?: pulumi.Input<string>[];
}

/** What the endpoints lead to, and what they take from it. */
export interface PrivateEndpointTarget {
  /** ARM id of the resource. */
  readonly id: pulumi.Input<string>;
  readonly resourceGroupName: pulumi.Input<string>;
  readonly location: pulumi.Input<string>;
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
}

/**
 * Makes `${name}-endpoint-${key}` and, with zones, `${name}-dns-${key}` for each endpoint, and
 * answers all of it, for what has to wait for it.
 *
 * What azure-native would change in place and Azure does not take replaces the endpoint: what it
 * leads to, its addresses and its interface. The old one goes first, for its addresses and names.
 */
export function makePrivateEndpoints(
  name: string,
  endpoints: Record<string, PrivateEndpointArgs> | undefined,
  target: PrivateEndpointTarget,
  opts: ChildOptions,
): pulumi.CustomResource[] {
  return Object.entries(endpoints ?? {}).flatMap(([key, args]) => {
    const resourceGroupName = args.resourceGroupName ?? target.resourceGroupName;
    const endpoint = makeEndpoint(
      `${name}-endpoint-${key}`,
      { ...args, resourceGroupName },
      target,
      opts,
    );
    const zones = Object.entries(args.privateDnsZoneIds ?? {});
    return zones.length === 0
      ? [endpoint]
      : [
          endpoint,
          new PrivateDnsZoneGroup(
            `${name}-dns-${key}`,
            {
              resourceGroupName,
              privateEndpointName: endpoint.id.apply((id) => parseResourceId(id).name),
              privateDnsZoneGroupName: "default",
              privateDnsZoneConfigs: zones.map(([zoneKey, privateDnsZoneId]) => ({
                name: zoneKey,
                privateDnsZoneId,
              })),
            },
            opts,
          ),
        ];
  });
}

function makeEndpoint(
  name: string,
  args: PrivateEndpointArgs & { readonly resourceGroupName: pulumi.Input<string> },
  target: PrivateEndpointTarget,
  opts: ChildOptions,
): PrivateEndpoint {
  const addresses = Object.entries(args.fixedAddresses ?? {});
  return new PrivateEndpoint(
    name,
    {
      resourceGroupName: args.resourceGroupName,
      ...(args.endpointName !== undefined && { privateEndpointName: args.endpointName }),
      location: args.location ?? target.location,
      subnet: { id: args.subnetId },
      privateLinkServiceConnections: [
        { name: "connection", privateLinkServiceId: target.id, groupIds: [args.groupId] },
      ],
      ...(args.networkInterfaceName !== undefined && {
        customNetworkInterfaceName: args.networkInterfaceName,
      }),
      ...(addresses.length > 0 && {
        ipConfigurations: addresses.map(([key, { memberName, privateIpAddress }]) => ({
          name: key,
          groupId: args.groupId,
          memberName,
          privateIPAddress: privateIpAddress,
        })),
      }),
      ...(args.applicationSecurityGroupIds !== undefined && {
        applicationSecurityGroups: args.applicationSecurityGroupIds.map((id) => ({ id })),
      }),
      ...(target.tags !== undefined && { tags: target.tags }),
    },
    {
      ...opts,
      replaceOnChanges: [
        "customNetworkInterfaceName",
        "ipConfigurations",
        "privateLinkServiceConnections",
      ],
      deleteBeforeReplace: true,
    },
  );
}

/**
 * What can be said of private endpoints by themselves. `resourceType` is that of the resource they lead
 * to, `region` the argument that says where it stands, where it is given.
 */
export function privateEndpointRules(
  endpoints: Record<string, PrivateEndpointArgs> | undefined,
  resourceType: string,
  region: pulumi.Input<string> | undefined,
  path = "privateEndpoints",
): Rule[] {
  const entries = Object.entries(endpoints ?? {});
  const places = Object.fromEntries(
    entries.map(([key, { subnetId, groupId }]) => [key, { subnetId, groupId }]),
  );
  return [
    ...entries.flatMap(([key, args]) =>
      endpointRules(args, resourceType, region, `${path}.${key}`),
    ),
    rule(places, (known) => repeatedEndpointFindings(known, path)),
  ];
}

function endpointRules(
  args: PrivateEndpointArgs,
  resourceType: string,
  region: pulumi.Input<string> | undefined,
  path: string,
): Rule[] {
  const { groupId, subnetId, location } = args;
  const zones = Object.entries(args.privateDnsZoneIds ?? {});
  return [
    ...ruleOn(groupId, (known) => privateLinkGroupFindings(known, resourceType, `${path}.groupId`)),
    ...idRules(subnetId, `${path}.subnetId`, "Microsoft.Network/virtualNetworks/subnets"),
    ...ruleOn(location, (known) => regionFindings(known, `${path}.location`)),
    ...Object.entries(args.fixedAddresses ?? {}).flatMap(([key, { privateIpAddress }]) =>
      ruleOn(privateIpAddress, (known) =>
        privateIpAddressFindings(known, `${path}.fixedAddresses.${key}.privateIpAddress`),
      ),
    ),
    ...zones.flatMap(([key, zoneId]) => zoneRules(zoneId, groupId, region, path, key)),
    ...(args.applicationSecurityGroupIds ?? []).flatMap((id, index) =>
      idRules(
        id,
        `${path}.applicationSecurityGroupIds[${index}]`,
        "Microsoft.Network/applicationSecurityGroups",
      ),
    ),
  ];
}

function zoneRules(
  zoneId: pulumi.Input<string>,
  groupId: pulumi.Input<string>,
  region: pulumi.Input<string> | undefined,
  endpointPath: string,
  key: string,
): Rule[] {
  const path = `${endpointPath}.privateDnsZoneIds.${key}`;
  const type = "Microsoft.Network/privateDnsZones";
  return [
    ...idRules(zoneId, path, type),
    ...(region === undefined
      ? []
      : [
          rule({ zoneId, groupId, region }, (zone) =>
            resourceIdFindings(zone.zoneId, path, type).length > 0
              ? []
              : privateDnsZoneFindings(zone, path),
          ),
        ]),
  ];
}

function idRules(id: pulumi.Input<string>, path: string, type: string): Rule[] {
  return ruleOn(id, (known) => resourceIdFindings(known, path, type));
}
