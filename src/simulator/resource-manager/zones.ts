import { findRegion } from "../../azure/regions";
import { asArray } from "../json";
import { ArmError, type Call } from "../operation";

/** The zones that a resource names, as texts. */
export function zonesOf(resource: unknown): string[] {
  const { zones } = resource as { readonly zones?: unknown };
  return asArray(zones).map(String);
}

/**
 * Refuses zones that a region does not have.
 *
 * Texts: kubernetes-sigs/cluster-api-provider-azure issue 294 (a region without zones);
 * `InvalidAvailabilityZone` as the Azure CLI prints it in public notes on its use.
 */
export function requireKnownZones(
  call: Call,
  type: string,
  location: string,
  zones: readonly string[],
): void {
  const region = findRegion(location);
  if (zones.length === 0 || region === undefined) {
    return;
  }
  if (region.availabilityZones === 0) {
    throw new ArmError(
      400,
      "ResourceTypeNotSupportAvailabilityZones",
      `The resource type '${type.slice(type.indexOf("/") + 1)}' does not support availability zones at ` +
        `location '${region.name}' and api-version '${call.apiVersion}'.`,
    );
  }
  const known = Array.from({ length: region.availabilityZones }, (_, i) => String(i + 1));
  if (!zones.every((zone) => known.includes(zone))) {
    const name = call.path.slice(call.path.lastIndexOf("/") + 1);
    throw new ArmError(
      400,
      "InvalidAvailabilityZone",
      `The zone(s) '${zones.join()}' for resource '${type}/${name}' is not supported. ` +
        `The supported zones for location '${region.name}' are '${known.join()}'`,
    );
  }
}

/** Refuses more zones than the one in which a machine or a disk stands. Text: MicrosoftDocs/azure-docs issue 97098. */
export function requireOneZone(call: Call, zones: readonly string[]): void {
  if (zones.length > 1) {
    throw new ArmError(
      400,
      "ResourceCannotHaveMultipleZonesSpecified",
      `Resource ${call.path} has ${zones.length} zones specified. Only one zone can be specified for this resource.`,
    );
  }
}
