import type { StoredResource } from "../estate";
import { asArray, asText, valueAt } from "../json";
import { ArmError, type Call } from "../operation";
import { zonesOf } from "../resource-manager/zones";

/**
 * Refuses a public address of another zone than the machine that uses it. A Standard address without
 * zones counts as one of all zones, a Basic one stands in none.
 *
 * Text: Azure/azurehpc issue 317; code: fortinet/azure-templates issue 43; Standard addresses without
 * zones: learn.microsoft.com virtual-network/ip-services/public-ip-addresses (availability zone).
 */
export function requireZoneOfMachine(
  call: Call,
  interfaces: readonly unknown[],
  machineId: string,
  zones: readonly string[],
): void {
  const [zone] = zones;
  if (zone === undefined) {
    return;
  }
  const addresses = interfaces
    .flatMap((nic) => asArray(valueAt(nic, "properties.ipConfigurations")))
    .map((configuration) => asText(valueAt(configuration, "properties.publicIPAddress.id")) ?? "")
    .flatMap((id) => call.estate.get(id) ?? []);
  const elsewhere = addresses.find((address) => !standsIn(address, zone));
  if (elsewhere !== undefined) {
    const zonesThere = zonesOf(elsewhere);
    throw new ArmError(
      400,
      "ComputeResourceZoneConstraintDoesNotMatchPublicIPAddressZoneConstraint",
      `Compute resource ${machineId} has a zone constraint ${zone} but the PublicIPAddress ${elsewhere.id} ` +
        "used by the compute resource via NetworkInterface or LoadBalancer has a different zone constraint " +
        `${zonesThere.length === 0 ? "Regional" : zonesThere.join(", ")}.`,
    );
  }
}

function standsIn(address: StoredResource, zone: string): boolean {
  const zones = zonesOf(address);
  return zones.length === 0 ? valueAt(address, "sku.name") === "Standard" : zones.includes(zone);
}

/**
 * Refuses zones of a Basic address, and the change of zones.
 *
 * Texts: Azure/azure-cli issue 8933 (ZonesNotAllowedInBasicSkuResource), Azure/AzOps issue 701
 * (ResourceAvailabilityZonesCannotBeModified: a request without zones counts as a change too).
 */
export function requireFixedZones(
  call: Call,
  address: { readonly sku?: unknown; readonly zones?: unknown },
  existing: StoredResource | undefined,
): void {
  const wanted = zonesOf(address);
  const sku = asText(valueAt(address, "sku.name")) ?? asText(valueAt(existing, "sku.name"));
  if (wanted.length > 0 && sku !== "Standard") {
    throw new ArmError(
      400,
      "ZonesNotAllowedInBasicSkuResource",
      `Zones not allowed in basic SKU resource ${call.path} in this region. Please use standard SKU.`,
    );
  }
  const word = (zones: readonly string[]): string =>
    zones.length === 0 ? "NoZone" : [...zones].sort().join(", ");
  const before = existing === undefined ? wanted : zonesOf(existing);
  if (word(before) !== word(wanted)) {
    throw new ArmError(
      400,
      "ResourceAvailabilityZonesCannotBeModified",
      `Resource ${existing?.id ?? call.path} has an existing availability zone constraint ${word(before)} and ` +
        `the request has availability zone constraint ${word(wanted)}, which do not match. Zones cannot be ` +
        "added/updated/removed once the resource is created. The resource cannot be updated from regional to " +
        "zonal or vice-versa.",
    );
  }
}
