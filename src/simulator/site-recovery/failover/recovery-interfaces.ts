import { deterministicGuid } from "../../../azure/guid";
import { sameId } from "../../../azure/resource-id";
import { asArray, asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../../json";
import { networkInterfaceType } from "../../network/network-interfaces";
import type { Platform } from "../../operation";
import { invalidInput } from "../site-recovery-errors";
import { recoveryAddress, recoverySubnet } from "./recovery-addresses";
import { idIn, newId, type RecoveryTarget, testName } from "./recovery-target";

/**
 * Makes the network interfaces of a machine that a failover makes, as the item's `vmNics` say; answers
 * their ids.
 *
 * @param made - Gets the ids of those that were not there before.
 */
export function makeInterfaces(
  platform: Platform,
  target: RecoveryTarget,
  made: string[],
): string[] {
  const nics = asArray(target.details.vmNics).map(asObject);
  if (nics.length === 0) {
    throw noNetwork();
  }
  return nics.map((nic) => makeInterface(platform, target, nic, made));
}

function makeInterface(
  platform: Platform,
  target: RecoveryTarget,
  nic: JsonObject,
  made: string[],
): string {
  const { nicName, groupName, reuses, securityGroupId, accelerated } = settingsOf(target, nic);
  const groupId = withGroup(target.groupId, groupName);
  const usualName = (asText(nic.nicId) ?? "").split("/").at(-1) ?? "";
  if (reuses && nicName !== undefined) {
    const existing = platform.estate.get(idIn(groupId, networkInterfaceType, nicName));
    if (existing !== undefined && valueAt(existing, "properties.virtualMachine") === undefined) {
      return existing.id;
    }
  }
  const id = newId(platform, groupId, networkInterfaceType, {
    asked: nicName,
    usual: target.kind === "test" ? testName(usualName) : usualName,
  });
  const configurations = asArray(nic.ipConfigs)
    .map(asObject)
    .filter((configuration) => configuration.isSeletedForFailover !== false)
    .map((configuration) => ipConfiguration(platform, target, nic, configuration, id));
  platform.estate.put(
    withoutUndefined({
      id,
      name: id.slice(id.lastIndexOf("/") + 1),
      type: networkInterfaceType,
      location: target.location,
      properties: withoutUndefined({
        ipConfigurations: configurations,
        dnsSettings: { dnsServers: [], appliedDnsServers: [] },
        enableAcceleratedNetworking: accelerated,
        enableIPForwarding: false,
        networkSecurityGroup: securityGroupId === undefined ? undefined : { id: securityGroupId },
        nicType: "Standard",
        resourceGuid: deterministicGuid("network interface", id),
        provisioningState: "Succeeded",
      }),
    }),
  );
  made.push(id);
  return id;
}

/** The settings of a failover and of its test stand beside each other. */
function settingsOf(
  target: RecoveryTarget,
  nic: JsonObject,
): {
  readonly nicName: string | undefined;
  readonly groupName: string | undefined;
  readonly reuses: boolean;
  readonly securityGroupId: string | undefined;
  readonly accelerated: boolean;
} {
  return target.kind === "test"
    ? {
        nicName: asText(nic.tfoRecoveryNicName),
        groupName: asText(nic.tfoRecoveryNicResourceGroupName),
        reuses: nic.tfoReuseExistingNic === true,
        securityGroupId: asText(nic.tfoNetworkSecurityGroupId),
        accelerated: nic.enableAcceleratedNetworkingOnTfo === true,
      }
    : {
        nicName: asText(nic.recoveryNicName),
        groupName: asText(nic.recoveryNicResourceGroupName),
        reuses: nic.reuseExistingNic === true,
        securityGroupId: asText(nic.recoveryNetworkSecurityGroupId),
        accelerated: nic.enableAcceleratedNetworkingOnRecovery === true,
      };
}

function ipConfiguration(
  platform: Platform,
  target: RecoveryTarget,
  nic: JsonObject,
  configuration: JsonObject,
  nicId: string,
): JsonObject {
  const prefix = target.kind === "test" ? "tfo" : "recovery";
  const setting = (name: string): string | undefined => asText(configuration[`${prefix}${name}`]);
  const failoverNetwork =
    asText(nic.recoveryVMNetworkId) ?? asText(target.details.selectedRecoveryAzureNetworkId) ?? "";
  const networkId = target.testNetworkId ?? failoverNetwork;
  const inFailoverNetwork = sameId(networkId, failoverNetwork);
  const askedSubnet =
    setting("SubnetName") ??
    (inFailoverNetwork ? asText(configuration.recoverySubnetName) : undefined);
  const subnet = recoverySubnet(
    platform,
    networkId,
    askedSubnet,
    asText(configuration.recoverySubnetName) ?? asText(configuration.subnetName),
  );
  if (subnet === undefined) {
    throw noNetwork();
  }
  const address = recoveryAddress(platform, subnet, {
    asked: setting("StaticIPAddress"),
    source: asText(configuration.recoveryStaticIPAddress) ?? asText(configuration.staticIPAddress),
    isStatic: configuration.ipAddressType === "Static",
    kind: target.kind,
    inFailoverNetwork,
  });
  const publicIPAddressId = setting("PublicIPAddressId");
  const pools = asArray(configuration[`${prefix}LBBackendAddressPoolIds`]);
  const name = asText(configuration.name) ?? "";
  return {
    id: `${nicId}/ipConfigurations/${name}`,
    name,
    type: `${networkInterfaceType}/ipConfigurations`,
    properties: withoutUndefined({
      provisioningState: "Succeeded",
      privateIPAddress: address?.privateIPAddress,
      privateIPAllocationMethod: address?.privateIPAllocationMethod ?? "Dynamic",
      privateIPAddressVersion: "IPv4",
      primary: configuration.isPrimary === true,
      subnet: { id: subnet.id },
      publicIPAddress: publicIPAddressId === undefined ? undefined : { id: publicIPAddressId },
      loadBalancerBackendAddressPools: pools.length === 0 ? undefined : pools.map((id) => ({ id })),
    }),
  };
}

function withGroup(groupId: string, name: string | undefined): string {
  return name === undefined ? groupId : [...groupId.split("/").slice(0, 4), name].join("/");
}

function noNetwork(): Error {
  return invalidInput(
    "There is no network or no subnet in which the machine could be made.",
    "Update the protected item with a network and subnets that exist, or map the source's network.",
  );
}
