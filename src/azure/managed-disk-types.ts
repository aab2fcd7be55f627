/** What is true of a kind of managed disk. Source: learn.microsoft.com virtual-machines/disks-types. */
export interface ManagedDiskType {
  /** Whether an operating system can start from it. */
  readonly systemDisk: boolean;
  /** Whether the machine's host can cache it. */
  readonly hostCaching: boolean;
  /** Whether it takes a performance tier. */
  readonly performanceTiers: boolean;
  /** Whether it is kept in every zone of its region, and so stands in none. */
  readonly everyZone: boolean;
  /** Whether only sizes with premium storage take it. */
  readonly premium: boolean;
  readonly smallestSizeInGigabytes: number;
  readonly largestSizeInGigabytes: number;
  /** Operations and megabytes a second that can be set; left out where they follow from the size. */
  readonly performance?: SettablePerformance;
}

/** Limits of performance that is set apart from the size. */
export interface SettablePerformance {
  readonly lowestIops: number;
  /** How many operations a second a disk of any size takes. */
  readonly freeIops: number;
  readonly iopsPerGigabyte: number;
  readonly highestIops: number;
  readonly lowestMegabytesPerSecond: number;
  readonly megabytesPerSecondPerIops: number;
  readonly highestMegabytesPerSecond: number;
}

const classic = {
  systemDisk: true,
  hostCaching: true,
  performanceTiers: false,
  everyZone: false,
  premium: false,
  smallestSizeInGigabytes: 1,
  largestSizeInGigabytes: 32_767,
};
const fast = {
  systemDisk: false,
  hostCaching: false,
  performanceTiers: false,
  everyZone: false,
  premium: true,
  largestSizeInGigabytes: 65_536,
};

/** The kinds of managed disks, by Azure's word. */
export const managedDiskTypes: Readonly<Record<string, ManagedDiskType>> = {
  Premium_LRS: { ...classic, premium: true, performanceTiers: true },
  Premium_ZRS: { ...classic, premium: true, performanceTiers: true, everyZone: true },
  StandardSSD_LRS: classic,
  StandardSSD_ZRS: { ...classic, everyZone: true },
  Standard_LRS: classic,
  PremiumV2_LRS: {
    ...fast,
    smallestSizeInGigabytes: 1,
    performance: {
      lowestIops: 3_000,
      freeIops: 3_000,
      iopsPerGigabyte: 500,
      highestIops: 80_000,
      lowestMegabytesPerSecond: 125,
      megabytesPerSecondPerIops: 0.25,
      highestMegabytesPerSecond: 2_000,
    },
  },
  UltraSSD_LRS: {
    ...fast,
    smallestSizeInGigabytes: 4,
    performance: {
      lowestIops: 100,
      freeIops: 0,
      iopsPerGigabyte: 1_000,
      highestIops: 400_000,
      lowestMegabytesPerSecond: 1,
      megabytesPerSecondPerIops: 0.25,
      highestMegabytesPerSecond: 10_000,
    },
  },
};

/** Largest disk of an operating system. Source: learn.microsoft.com virtual-machines/ephemeral-os-disks (persistent disks). */
export const largestSystemDiskInGigabytes = 4_095;

/** How a host caches a disk. Source: Compute API, `CachingTypes`. */
export const cachingModes: readonly string[] = ["None", "ReadOnly", "ReadWrite"];

/** Where a machine can hold an ephemeral disk. Source: Compute API, `DiffDiskPlacement`. */
export const ephemeralPlacements: readonly string[] = ["CacheDisk", "ResourceDisk", "NvmeDisk"];

/** Performance tiers of premium disks. Source: learn.microsoft.com virtual-machines/disks-change-performance. */
export const performanceTiers: readonly string[] = [
  "P1",
  "P2",
  "P3",
  "P4",
  "P6",
  "P10",
  "P15",
  "P20",
  "P30",
  "P40",
  "P50",
  "P60",
  "P70",
  "P80",
];

/**
 * Whether a disk is kept in every zone. Azure makes no such disk in one zone.
 * Source: Azure/terraform-azurerm-avm-res-compute-virtualmachine issue 236.
 */
export function isInEveryZone(storageType: string): boolean {
  return managedDiskTypes[storageType]?.everyZone === true;
}
