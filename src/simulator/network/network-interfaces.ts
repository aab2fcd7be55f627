import { deterministicGuid } from "../../azure/guid";
import { sameId } from "../../azure/resource-id";
import { invalidResourceReference } from "../resource-manager/arm-errors";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../json";
import { ArmError, type Call, type LinkedScope, type Operation, type Platform } from "../operation";
import { groupPath, subscriptionPath } from "../resource-manager/path-template";
import { resourceType, type ResourceBody } from "../resource-manager/resource-type";
import { zonesOf } from "../resource-manager/zones";
import { requireZoneOfMachine } from "./address-zones";
import { firstFree, readAddress, readPrefix, writeAddress } from "./address-ranges";
import { deleting, examples, writing } from "./network-work";
import { subnetPrefix } from "./subnets";

export const networkInterfaceType = "Microsoft.Network/networkInterfaces";

/** Network interfaces; the virtual machine that has one is written into it by Microsoft.Compute. */
export const networkInterfaceOperations: Operation[] = resourceType({
  type: networkInterfaceType,
  path: groupPath(`${networkInterfaceType}/{networkInterfaceName}`),
  location: "required",
  get: { id: "NetworkInterfaces_Get", witness: `${examples}/NetworkInterfaceGet.json` },
  put: {
    id: "NetworkInterfaces_CreateOrUpdate",
    witness: `${examples}/NetworkInterfaceCreate.json`,
    longRunning: writing,
  },
  patch: {
    id: "NetworkInterfaces_UpdateTags",
    witness: `${examples}/NetworkInterfaceUpdateTags.json`,
  },
  delete: {
    id: "NetworkInterfaces_Delete",
    witness: `${examples}/NetworkInterfaceDelete.json`,
    longRunning: deleting,
  },
  lists: [
    {
      id: "NetworkInterfaces_List",
      path: groupPath(networkInterfaceType),
      witness: `${examples}/NetworkInterfaceList.json`,
    },
    {
      id: "NetworkInterfaces_ListAll",
      path: subscriptionPath(networkInterfaceType),
      witness: `${examples}/NetworkInterfaceListAll.json`,
    },
  ],
  required: ["properties.ipConfigurations"],
  links: (_call, body) => linksOf(body),
  validate: (call, body, existing) => {
    for (const { scope } of linksOf(body)) {
      if (call.estate.get(scope) === undefined) {
        throw invalidResourceReference(scope, call.path);
      }
    }
    const machine = call.estate.get(
      asText(valueAt(existing, "properties.virtualMachine.id")) ?? "",
    );
    if (machine !== undefined) {
      requireZoneOfMachine(call, [body], machine.id, zonesOf(machine));
    }
  },
  complete: (call, body, existing) => {
    const sent = asObject(body.properties);
    return {
      properties: withoutUndefined({
        ipConfigurations: configurations(call, body, existing),
        dnsSettings: {
          dnsServers: [],
          appliedDnsServers: [],
          internalDomainNameSuffix: `${zoneOf(body)}.ax.internal.cloudapp.net`,
          ...asObject(sent.dnsSettings),
        },
        disableTcpStateTracking: sent.disableTcpStateTracking ?? false,
        vnetEncryptionSupported: false,
        enableAcceleratedNetworking: sent.enableAcceleratedNetworking ?? false,
        enableIPForwarding: sent.enableIPForwarding ?? false,
        networkSecurityGroup: sent.networkSecurityGroup ?? undefined,
        nicType: sent.nicType ?? "Standard",
        resourceGuid: deterministicGuid("network interface", call.path),
        ...attachmentOf(existing),
      }),
    };
  },
  beforeDelete: requireDetached,
});

/** Rights to join what the interface names. Source: learn.microsoft.com virtual-network/virtual-network-network-interface. */
function linksOf(body: ResourceBody): LinkedScope[] {
  const group = asText(valueAt(body, "properties.networkSecurityGroup.id"));
  const joined = configurationsOf(body).flatMap((configuration) => [
    ["virtualNetworks/subnets", asText(valueAt(configuration, "properties.subnet.id"))],
    ["publicIPAddresses", asText(valueAt(configuration, "properties.publicIPAddress.id"))],
  ]);
  return [...joined, ["networkSecurityGroups", group]].flatMap(([type, scope]) =>
    scope === undefined ? [] : [{ action: `Microsoft.Network/${type ?? ""}/join/action`, scope }],
  );
}

/** What Microsoft.Compute has written into an interface that a virtual machine has. */
function attachmentOf(nic: StoredResource | undefined): JsonObject {
  const { virtualMachine, primary, macAddress } = asObject(nic?.properties);
  return { virtualMachine, primary, macAddress };
}

/** Machines of one network share the name of their internal zone. */
function zoneOf(body: ResourceBody): string {
  const subnetId = asText(valueAt(configurationsOf(body)[0], "properties.subnet.id")) ?? "";
  const networkId = subnetId.toLowerCase().split("/subnets/")[0] ?? "";
  return deterministicGuid("internal zone", networkId).replaceAll("-", "").slice(0, 26);
}

function configurationsOf(nic: unknown): JsonObject[] {
  return asArray(valueAt(nic, "properties.ipConfigurations")).map(asObject);
}

function configurations(
  call: Call,
  body: ResourceBody,
  existing: StoredResource | undefined,
): JsonObject[] {
  const taken = new Map<string, Set<number>>();
  const id = existing?.id ?? call.path;
  return configurationsOf(body).map((configuration, i) => {
    const name = asText(configuration.name) ?? "";
    const sent = asObject(configuration.properties);
    const subnetId = asText(valueAt(sent, "subnet.id")) ?? "";
    const fixed = sent.privateIPAllocationMethod === "Static";
    return {
      id: `${id}/ipConfigurations/${name}`,
      name,
      type: `${networkInterfaceType}/ipConfigurations`,
      properties: withoutUndefined({
        provisioningState: "Succeeded",
        privateIPAddress: fixed
          ? sent.privateIPAddress
          : (keptAddress(existing, name, subnetId) ?? nextAddress(call, subnetId, id, taken)),
        privateIPAllocationMethod: fixed ? "Static" : "Dynamic",
        privateIPAddressVersion: sent.privateIPAddressVersion ?? "IPv4",
        primary: sent.primary ?? i === 0,
        subnet: { id: call.estate.get(subnetId)?.id ?? subnetId },
        publicIPAddress: sent.publicIPAddress ?? undefined,
        applicationSecurityGroups: sent.applicationSecurityGroups,
        loadBalancerBackendAddressPools: sent.loadBalancerBackendAddressPools,
      }),
    };
  });
}

/** A network interface that Azure itself makes in a subnet, with the next free address. */
export function interfaceInSubnet(
  platform: Pick<Platform, "estate">,
  id: string,
  subnetId: string,
  location: unknown,
): StoredResource {
  const name = "ipconfig1";
  return {
    id,
    name: id.slice(id.lastIndexOf("/") + 1),
    type: networkInterfaceType,
    location,
    properties: {
      ipConfigurations: [
        {
          id: `${id}/ipConfigurations/${name}`,
          name,
          type: `${networkInterfaceType}/ipConfigurations`,
          properties: {
            provisioningState: "Succeeded",
            privateIPAddress: nextAddress(platform, subnetId, id, new Map()),
            privateIPAllocationMethod: "Dynamic",
            privateIPAddressVersion: "IPv4",
            primary: true,
            subnet: { id: platform.estate.get(subnetId)?.id ?? subnetId },
          },
        },
      ],
      dnsSettings: { dnsServers: [], appliedDnsServers: [] },
      enableAcceleratedNetworking: false,
      enableIPForwarding: false,
      nicType: "Standard",
      resourceGuid: deterministicGuid("network interface", id),
      provisioningState: "Succeeded",
    },
  };
}

/** An address stays while its configuration stays in its subnet. */
function keptAddress(
  existing: StoredResource | undefined,
  name: string,
  subnetId: string,
): string | undefined {
  const before = configurationsOf(existing).find((c) => c.name === name);
  const same = sameId(asText(valueAt(before, "properties.subnet.id")) ?? "", subnetId);
  return same ? asText(valueAt(before, "properties.privateIPAddress")) : undefined;
}

function nextAddress(
  platform: Pick<Platform, "estate">,
  subnetId: string,
  ownId: string,
  taken: Map<string, Set<number>>,
): string | undefined {
  const range = readPrefix(subnetPrefix(platform.estate.get(subnetId)));
  if (range === undefined) {
    return undefined;
  }
  const key = subnetId.toLowerCase();
  const others = usedAddresses(platform).get(key);
  const own = new Set(addressesOf(platform.estate.get(ownId)).map(([, address]) => address));
  const chosen = taken.get(key) ?? new Set<number>();
  taken.set(key, chosen);
  const address = firstFree(
    range,
    (wanted) => chosen.has(wanted) || (others?.has(wanted) === true && !own.has(wanted)),
  );
  if (address === undefined) {
    throw new ArmError(
      400,
      "SubnetIsFull",
      `Subnet ${subnetId.slice(subnetId.lastIndexOf("/") + 1)} with address prefix ${subnetPrefix(platform.estate.get(subnetId))} does not have enough capacity for 1 IP addresses.`,
    );
  }
  chosen.add(address);
  return writeAddress(address);
}

/** The addresses in use, as numbers, by subnet id in lower case. */
export function usedAddresses({ estate }: Pick<Platform, "estate">): Map<string, Set<number>> {
  return estate.derived(
    "addresses of network interfaces",
    networkInterfaceType,
    () => new Map<string, Set<number>>(),
    (used, before, after) => {
      for (const [subnetId, address] of addressesOf(before)) {
        used.get(subnetId)?.delete(address);
      }
      for (const [subnetId, address] of addressesOf(after)) {
        used.set(subnetId, (used.get(subnetId) ?? new Set()).add(address));
      }
    },
  );
}

/** Subnet id in lower case and address of each configuration. */
function addressesOf(nic: StoredResource | undefined): [string, number][] {
  return configurationsOf(nic).flatMap(({ properties }) => {
    const { subnet, privateIPAddress } = asObject(properties);
    const address = readAddress(asText(privateIPAddress) ?? "");
    const subnetId = asText(asObject(subnet).id)?.toLowerCase();
    return address === undefined || subnetId === undefined ? [] : [[subnetId, address]];
  });
}

/** Text: hashicorp/terraform-provider-azurerm issue 8105. */
function requireDetached(_call: Call, nic: StoredResource): void {
  const machine = asText(valueAt(nic, "properties.virtualMachine.id"));
  if (machine !== undefined) {
    throw new ArmError(
      400,
      "NicInUse",
      `Network Interface ${nic.id} is used by existing resource ${machine}. In order to delete the ` +
        "network interface, it must be dissociated from the resource. To learn more, see aka.ms/deletenic.",
    );
  }
}
