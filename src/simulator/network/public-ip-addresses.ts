import { deterministicGuid } from "../../azure/guid";
import { normalizeRegion } from "../../azure/regions";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, valueAt, withoutUndefined } from "../json";
import { ArmError, type Call, type Operation } from "../operation";
import { groupPath, subscriptionPath } from "../resource-manager/path-template";
import { resourceType } from "../resource-manager/resource-type";
import { requireKnownZones, zonesOf } from "../resource-manager/zones";
import { writeAddress } from "./address-ranges";
import { requireFixedZones } from "./address-zones";
import { networkInterfaceType } from "./network-interfaces";
import { deleting, examples, writing } from "./network-work";

const addressType = "Microsoft.Network/publicIPAddresses";
// Addresses that RFC 5737 keeps for documentation: they lead nowhere.
const documentationAddresses = 0xcb007100;

/** Public IP addresses. */
export const publicIpAddressOperations: Operation[] = resourceType({
  type: addressType,
  path: groupPath(`${addressType}/{publicIpAddressName}`),
  location: "required",
  get: { id: "PublicIPAddresses_Get", witness: `${examples}/PublicIpAddressGet.json` },
  put: {
    id: "PublicIPAddresses_CreateOrUpdate",
    witness: `${examples}/PublicIpAddressCreateDefaults.json`,
    longRunning: writing,
  },
  patch: {
    id: "PublicIPAddresses_UpdateTags",
    witness: `${examples}/PublicIpAddressUpdateTags.json`,
  },
  delete: {
    id: "PublicIPAddresses_Delete",
    witness: `${examples}/PublicIpAddressDelete.json`,
    longRunning: deleting,
  },
  lists: [
    {
      id: "PublicIPAddresses_List",
      path: groupPath(addressType),
      witness: `${examples}/PublicIpAddressList.json`,
    },
    {
      id: "PublicIPAddresses_ListAll",
      path: subscriptionPath(addressType),
      witness: `${examples}/PublicIpAddressListAll.json`,
    },
  ],
  validate: (call, body, existing) => {
    requireKnownZones(call, addressType, asText(body.location) ?? "", zonesOf(body));
    requireFixedZones(call, body, existing);
  },
  complete: (call, body, existing) => {
    const sent = asObject(body.properties);
    const sku = asObject(body.sku);
    const method = asText(sent.publicIPAllocationMethod) ?? "Dynamic";
    return withoutUndefined({
      sku: { name: sku.name ?? "Basic", tier: sku.tier ?? "Regional" },
      zones: body.zones,
      properties: withoutUndefined({
        ipAddress:
          valueAt(existing, "properties.ipAddress") ??
          (method === "Static" ? nextAddress(call) : undefined),
        publicIPAllocationMethod: method,
        publicIPAddressVersion: sent.publicIPAddressVersion ?? "IPv4",
        idleTimeoutInMinutes: sent.idleTimeoutInMinutes ?? 4,
        dnsSettings: nameOf(sent.dnsSettings, asText(body.location) ?? ""),
        ipTags: asArray(sent.ipTags),
        resourceGuid: deterministicGuid("public IP address", call.path),
      }),
    });
  },
  present: (call, address) => {
    const user = usersOf(call).get(address.id.toLowerCase());
    return user === undefined
      ? { ...address }
      : {
          ...address,
          properties: { ...asObject(address.properties), ipConfiguration: { id: user } },
        };
  },
  beforeDelete: requireUnused,
});

/** DNS settings with the full name that a label gets. Source: learn.microsoft.com virtual-network/ip-services/public-ip-addresses. */
function nameOf(sent: unknown, location: string): unknown {
  const label = asText(valueAt(sent, "domainNameLabel"));
  return label === undefined
    ? sent
    : { ...asObject(sent), fqdn: `${label}.${normalizeRegion(location)}.cloudapp.azure.com` };
}

/** Ids of the IP configurations that use an address, by the address's id in lower case. */
function usersOf(call: Call): Map<string, string> {
  return call.estate.derived(
    "users of public IP addresses",
    networkInterfaceType,
    () => new Map<string, string>(),
    (users, before, after) => {
      for (const [address] of usesOf(before)) {
        users.delete(address);
      }
      for (const [address, configuration] of usesOf(after)) {
        users.set(address, configuration);
      }
    },
  );
}

/** Id of the address in lower case and of the configuration, for each that a network interface has. */
function usesOf(nic: StoredResource | undefined): [string, string][] {
  return asArray(valueAt(nic, "properties.ipConfigurations")).flatMap((configuration) => {
    const address = asText(valueAt(configuration, "properties.publicIPAddress.id"));
    const id = asText(valueAt(configuration, "id"));
    return address === undefined || id === undefined ? [] : [[address.toLowerCase(), id]];
  });
}

function nextAddress(call: Call): string {
  const used = new Set(
    call.estate.ofType(addressType).map((r) => asText(valueAt(r, "properties.ipAddress"))),
  );
  for (let address = documentationAddresses + 1; ; address++) {
    const text = writeAddress(address);
    if (!used.has(text)) {
      return text;
    }
  }
}

/** Source: hashicorp/terraform-provider-azurerm issue 688 (PublicIPAddressCannotBeDeleted), aka.ms/deletepublicip. */
function requireUnused(call: Call, address: StoredResource): void {
  const user = usersOf(call).get(address.id.toLowerCase());
  if (user !== undefined) {
    throw new ArmError(
      400,
      "PublicIPAddressCannotBeDeleted",
      `Public IP address ${address.id} can not be deleted since it is still allocated to resource ` +
        `${user}. In order to delete the public IP, disassociate/detach the ` +
        "Public IP address from the resource.  To learn how to do this, see aka.ms/deletepublicip.",
    );
  }
}
