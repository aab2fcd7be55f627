import documented from "./data/regions-documented.json";
import listed from "./data/regions.json";
import type { Finding } from "./finding";
import { nearestWords } from "./nearest-words";

/** Azure's clouds by the names that the Azure CLI gives them. */
export type AzureCloud = "AzureCloud" | "AzureUSGovernment" | "AzureChinaCloud";

/** One region: a snapshot of what Azure lists, with time zones that were derived from its place. */
export interface Region {
  /** Programmatic name, for example `westeurope`. */
  readonly name: string;
  readonly cloud: AzureCloud;
  /** Where data may reside, for example `Europe`; one geography can span several time zones. */
  readonly geography: string;
  /** City, state or country, as Azure gives it. */
  readonly physicalLocation: string;
  /** Left out for a region without a pair. The pair's own pair can be a third region. */
  readonly pairedRegion?: string;
  /** How many availability zones it has; 0 for none. */
  readonly availabilityZones: number;
  /** Derived from the physical location: Azure publishes no time zones. */
  readonly ianaTimeZone?: string;
  /** The same as a Windows id. */
  readonly windowsTimeZone?: string;
}

type Row = Omit<Region, "cloud" | "pairedRegion" | "ianaTimeZone" | "windowsTimeZone"> & {
  readonly cloud?: string;
  readonly pairedRegion?: string | null;
  readonly ianaTimeZone?: string | null;
  readonly windowsTimeZone?: string | null;
};

const regions: ReadonlyMap<string, Region> = new Map(
  [...listed.regions, ...documented.regions].map((row: Row) => [row.name, regionOf(row)]),
);

/** `West Europe`, `(Europe) West Europe` and `WestEurope` as `westeurope`: the name that Azure stores. */
export function normalizeRegion(name: string): string {
  return name
    .replace(/^\([^)]*\)/, "")
    .replaceAll(/\s/g, "")
    .toLowerCase();
}

/** The region of a name in any spelling; `undefined` when there is none. */
export function findRegion(name: string): Region | undefined {
  return regions.get(normalizeRegion(name));
}

/** Every region of a cloud, by name. Defaults to the public cloud. */
export function allRegions(cloud: AzureCloud = "AzureCloud"): Region[] {
  return [...regions.values()]
    .filter((region) => region.cloud === cloud)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The region that Azure pairs with this one; `undefined` for an unknown region and for one without a pair. */
export function pairedRegion(name: string): string | undefined {
  return findRegion(name)?.pairedRegion;
}

/**
 * Whether a region's pair has this region as its pair. Not so for Brazil South, Brazil Southeast, West
 * India, West US 3 and US Gov Arizona, nor for a region without a pair.
 */
export function isPairMutual(name: string): boolean {
  const region = findRegion(name);
  const pair = region?.pairedRegion;
  return pair !== undefined && pairedRegion(pair) === region?.name;
}

/** Refuses a name that is no region, and names the nearest. */
export function regionFindings(name: string, propertyPath: string): Finding[] {
  if (findRegion(name) !== undefined) {
    return [];
  }
  const names = [...regions.keys()];
  return [
    {
      ruleId: "EVG-REGION-001",
      severity: "error",
      propertyPath,
      message: `"${name}" is not an Azure region.`,
      fix: `Did you mean ${nearestWords(normalizeRegion(name), names)}?`,
    },
  ];
}

/** Refuses a zone that the region does not have. An unknown region is left to {@linkcode regionFindings}. */
export function zoneFindings(regionName: string, zone: string, propertyPath: string): Finding[] {
  const region = findRegion(regionName);
  if (region === undefined) {
    return [];
  }
  const zones = Array.from({ length: region.availabilityZones }, (_, index) => String(index + 1));
  if (zones.includes(zone)) {
    return [];
  }
  return [
    zones.length === 0
      ? {
          ruleId: "EVG-REGION-002",
          severity: "error",
          propertyPath,
          message: `Zone "${zone}" cannot be had: the region ${region.name} has no availability zones.`,
          fix: "Leave the zone out, or choose a region with zones.",
        }
      : {
          ruleId: "EVG-REGION-002",
          severity: "error",
          propertyPath,
          message: `"${zone}" is not an availability zone of the region ${region.name}, which has ${zones.join(", ")}.`,
          fix: "Give one of them.",
        },
  ];
}

function regionOf({
  name,
  cloud,
  geography,
  physicalLocation,
  availabilityZones,
  pairedRegion,
  ianaTimeZone,
  windowsTimeZone,
}: Row): Region {
  return {
    name,
    cloud: cloud === "AzureUSGovernment" || cloud === "AzureChinaCloud" ? cloud : "AzureCloud",
    geography,
    physicalLocation,
    ...(typeof pairedRegion === "string" ? { pairedRegion } : {}),
    availabilityZones,
    ...(typeof ianaTimeZone === "string" ? { ianaTimeZone } : {}),
    ...(typeof windowsTimeZone === "string" ? { windowsTimeZone } : {}),
  };
}
