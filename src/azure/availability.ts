import documented from "./data/fault-domains.json";
import { normalizeRegion } from "./regions";

/** `Aligned` is for machines with managed disks, `Classic` for those without. */
export type AvailabilitySetSku = "Aligned" | "Classic";

/**
 * Domains of an availability set. Source: learn.microsoft.com virtual-machines/availability-set-overview
 * (up to 3 and 20), Compute API (`AvailabilitySetProperties`), hashicorp/terraform pull request 4536
 * (3 and 5 where nothing is asked for).
 */
export const availabilitySetDomains = {
  defaultFaultDomainCount: 3,
  highestFaultDomainCount: 3,
  defaultUpdateDomainCount: 5,
  highestUpdateDomainCount: 20,
} as const;

const highestByRegion: ReadonlyMap<string, number> = new Map(
  Object.entries(documented.faultDomains),
);

/**
 * Most fault domains of managed disks in a region, and so of an aligned availability set and of a
 * Flexible scale set. `undefined` for a region that the published list does not name.
 * Source: MicrosoftDocs/azure-docs includes/managed-disks-common-fault-domain-region-list.md.
 */
export function highestFaultDomainCount(region: string): number | undefined {
  return highestByRegion.get(normalizeRegion(region));
}

/**
 * The domain into which the next machine is put: the one with the fewest, and of those the first. So
 * the sixth machine of five update domains joins the first.
 * Source: learn.microsoft.com virtual-machines/availability-set-overview.
 *
 * @param taken - Domain of each machine that is there.
 */
export function nextDomain(taken: readonly number[], domainCount: number): number {
  const counts = Array.from({ length: domainCount }, () => 0);
  for (const domain of taken) {
    counts[domain] = (counts[domain] ?? 0) + 1;
  }
  return counts.indexOf(Math.min(...counts.slice(0, domainCount)));
}

/** Where a machine is to stand. Ids and zones of nothing are left out. */
export interface MachinePlacement {
  readonly availabilitySetId?: string | undefined;
  readonly scaleSetId?: string | undefined;
  readonly zone?: string | undefined;
}

/**
 * What of a machine's placement excludes one another: an availability set goes with neither a zone nor
 * a scale set. A scale set and a zone go together, if the scale set has that zone.
 * Source: Compute API (`VirtualMachineProperties.availabilitySet`, `.virtualMachineScaleSet`),
 * hashicorp/terraform-provider-azurerm issue 2246, learn.microsoft.com
 * virtual-machine-scale-sets/virtual-machine-scale-sets-attach-detach-vm.
 *
 * @param scaleSetZones - Zones of the scale set; none for a regional one.
 */
export function placementConflict(
  placement: MachinePlacement,
  scaleSetZones: readonly string[] = [],
): "set and zone" | "set and scale set" | "zone outside scale set" | undefined {
  const { availabilitySetId, scaleSetId, zone } = placement;
  if (availabilitySetId !== undefined && zone !== undefined) {
    return "set and zone";
  }
  if (availabilitySetId !== undefined && scaleSetId !== undefined) {
    return "set and scale set";
  }
  const inZone =
    scaleSetZones.length === 0 ? zone === undefined : scaleSetZones.includes(zone ?? "");
  return scaleSetId !== undefined && !inZone ? "zone outside scale set" : undefined;
}
