import { sameId } from "../../../azure/resource-id";
import { interfaceIds } from "../../compute/virtual-machine-body";
import type { StoredResource } from "../../estate";
import { asArray, asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../../json";
import type { Platform } from "../../operation";
import { azureNetworkName, entitiesWithin, networkMappingType } from "../vault-entities";

/** Id of the virtual network in which a network interface stands. */
export function networkOf(nic: unknown): string | undefined {
  const [first] = asArray(valueAt(nic, "properties.ipConfigurations"));
  return asText(valueAt(first, "properties.subnet.id"))?.split("/").slice(0, -2).join("/");
}

/** The network that a fabric's network mapping gives for one of its networks. */
export function mappedNetwork(
  platform: Platform,
  fabricId: string,
  networkId: string | undefined,
): string | undefined {
  const scope = `${fabricId}/replicationNetworks/${azureNetworkName}`;
  const mapping = entitiesWithin(platform, scope, networkMappingType).find(({ properties }) =>
    sameId(asText(asObject(properties).primaryNetworkId) ?? "", networkId ?? ""),
  );
  return asText(valueAt(mapping, "properties.recoveryNetworkId"));
}

/**
 * The network interfaces of a machine and what shall take their place. Source: Site Recovery API,
 * `VMNicDetails` and `IPConfigDetails`.
 *
 * @param target.machine - The machine whose place is taken again: its interfaces are made anew.
 */
export function replicatedInterfaces(
  platform: Platform,
  machine: StoredResource,
  target: {
    readonly networkId: string | undefined;
    readonly subnetName: string | undefined;
    readonly machine: StoredResource | undefined;
  },
): JsonObject[] {
  const like = target.machine === undefined ? [] : interfacesOf(platform, target.machine);
  return interfacesOf(platform, machine).map((nic, i) => {
    const before = like[i];
    const network = networkOf(nic);
    return withoutUndefined({
      nicId: nic.id,
      sourceNicArmId: nic.id,
      vMNetworkName: network?.split("/").at(-1),
      recoveryVMNetworkId: target.networkId ?? networkOf(before),
      recoveryNicName: before?.name,
      recoveryNicResourceGroupName: before?.id.split("/")[4],
      recoveryNetworkSecurityGroupId: valueAt(before, "properties.networkSecurityGroup.id"),
      enableAcceleratedNetworkingOnRecovery:
        valueAt(before ?? nic, "properties.enableAcceleratedNetworking") === true,
      reuseExistingNic: false,
      tfoReuseExistingNic: false,
      ipConfigs: addressesOf(nic).map((configuration, j) =>
        addressDetails(configuration, addressesOf(before)[j], target.subnetName),
      ),
    });
  });
}

export function interfacesOf(platform: Platform, machine: StoredResource): StoredResource[] {
  return interfaceIds(machine).flatMap((id) => platform.estate.get(id) ?? []);
}

function addressesOf(nic: unknown): JsonObject[] {
  return asArray(valueAt(nic, "properties.ipConfigurations")).map(asObject);
}

function addressDetails(
  configuration: JsonObject,
  before: JsonObject | undefined,
  subnetName: string | undefined,
): JsonObject {
  const properties = asObject(configuration.properties);
  const previous = asObject(before?.properties);
  const isStatic = properties.privateIPAllocationMethod === "Static";
  return withoutUndefined({
    name: configuration.name,
    isPrimary: properties.primary === true,
    subnetName: lastOf(valueAt(properties, "subnet.id")),
    staticIPAddress: isStatic ? properties.privateIPAddress : undefined,
    ipAddressType: isStatic ? "Static" : "Dynamic",
    isSeletedForFailover: true,
    recoverySubnetName: subnetName ?? lastOf(valueAt(previous, "subnet.id")),
    recoveryStaticIPAddress:
      previous.privateIPAllocationMethod === "Static" ? previous.privateIPAddress : undefined,
    recoveryPublicIPAddressId: valueAt(previous, "publicIPAddress.id"),
    recoveryIPAddressType: isStatic ? "Static" : "Dynamic",
  });
}

function lastOf(id: unknown): string | undefined {
  return asText(id)?.split("/").at(-1);
}
