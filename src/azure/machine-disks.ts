import {
  errorFinding as error,
  propertyPath,
  type Finding,
  warningFinding as warning,
} from "./finding";
import { diskPerformanceFindings, type PerformanceSettings } from "./disk-performance";
import { machineSizeNamed, takesPremiumDisks } from "./machine-sizes";
import {
  isInEveryZone,
  largestSystemDiskInGigabytes,
  managedDiskTypes,
  type ManagedDiskType,
} from "./managed-disk-types";
import { findRegion } from "./regions";

/** What both kinds of a machine's disks say of themselves. Left out is what Azure or a default decides. */
interface DiskSettings {
  /** Azure's word, for example `Premium_LRS`; left out for a disk that exists. */
  readonly storageType?: string | undefined;
  readonly sizeInGigabytes?: number | undefined;
  readonly caching?: string | undefined;
  readonly writeAcceleratorEnabled?: boolean | undefined;
}

export interface SystemDiskSettings extends DiskSettings {
  readonly ephemeralPlacement?: string | undefined;
  readonly deletedWithMachine?: boolean | undefined;
}

export interface DataDiskSettings extends DiskSettings, PerformanceSettings {}

/** What of a machine its disks depend on. */
export interface DiskHolder {
  readonly size: string;
  readonly location?: string | undefined;
  readonly zone?: string | undefined;
}

/** Refuses a disk that no operating system starts from, or that its machine cannot hold. */
export function systemDiskFindings(
  disk: SystemDiskSettings,
  holder: DiskHolder,
  basePath: string,
): Finding[] {
  const type = typeOf(disk);
  if (type?.systemDisk === false) {
    return [
      error(
        "EVG-DISK-001",
        propertyPath(basePath, "storageType"),
        `No operating system starts from a disk of type "${disk.storageType ?? ""}".`,
        'Use "Premium_LRS" or another of the first generation, and keep this type for data disks.',
      ),
    ];
  }
  return [
    ...sizeFindings(disk, largestSystemDiskInGigabytes, basePath),
    ...premiumFindings(disk, holder, basePath),
    ...writeAcceleratorFindings(disk, holder, basePath),
    ...ephemeralFindings(disk, basePath),
  ];
}

/** Refuses a data disk that its machine cannot hold, or whose settings do not go with its type. */
export function dataDiskSettingsFindings(
  disk: DataDiskSettings,
  holder: DiskHolder,
  basePath: string,
): Finding[] {
  const type = typeOf(disk);
  return [
    ...sizeFindings(disk, type?.largestSizeInGigabytes ?? 0, basePath),
    ...premiumFindings(disk, holder, basePath),
    ...cachingFindings(disk, type, basePath),
    ...writeAcceleratorFindings(disk, holder, basePath),
    ...diskPerformanceFindings(disk, basePath),
    ...zoneFindings(disk, type, holder, basePath),
  ];
}

/** Refuses more data disks than a size takes. Sizes that are not known here are left to Azure. */
export function dataDiskCountFindings(count: number, size: string, path: string): Finding[] {
  const highest = machineSizeNamed(size)?.dataDisks;
  return highest === undefined || count <= highest
    ? []
    : [
        error(
          "EVG-DISK-002",
          path,
          `${count} data disks are given, and a machine of size ${size} takes ${highest}.`,
          "Leave disks out, or use a larger size.",
        ),
      ];
}

function typeOf({ storageType }: DiskSettings): ManagedDiskType | undefined {
  return storageType === undefined ? undefined : managedDiskTypes[storageType];
}

function sizeFindings(disk: DiskSettings, largest: number, basePath: string): Finding[] {
  const { sizeInGigabytes: size, storageType = "" } = disk;
  const smallest = typeOf(disk)?.smallestSizeInGigabytes;
  if (size === undefined || smallest === undefined) {
    return [];
  }
  return Number.isInteger(size) && size >= smallest && size <= largest
    ? []
    : [
        error(
          "EVG-DISK-003",
          propertyPath(basePath, "sizeInGigabytes"),
          `A disk of ${size} gigabytes is asked for, and one of type "${storageType}" has a whole number from ${smallest} to ${largest}.`,
          "Give a size between them.",
        ),
      ];
}

function premiumFindings(disk: DiskSettings, { size }: DiskHolder, basePath: string): Finding[] {
  return typeOf(disk)?.premium === true && takesPremiumDisks(size) === false
    ? [
        error(
          "EVG-DISK-004",
          propertyPath(basePath, "storageType"),
          `A machine of size ${size} takes no disk of type "${disk.storageType ?? ""}".`,
          'Use a size with premium storage, or "StandardSSD_LRS".',
        ),
      ]
    : [];
}

/** Source: learn.microsoft.com virtual-machines/disks-types (Premium SSD v2), virtual-machines/disks-convert-types (disable host caching). */
function cachingFindings(
  { caching = "None", storageType = "" }: DiskSettings,
  type: ManagedDiskType | undefined,
  basePath: string,
): Finding[] {
  return caching !== "None" && type?.hostCaching === false
    ? [
        error(
          "EVG-DISK-005",
          propertyPath(basePath, "caching"),
          `No host caches a disk of type "${storageType}", and caching is "${caching}".`,
          "Leave caching out.",
        ),
      ]
    : [];
}

/** Source: learn.microsoft.com virtual-machines/how-to-enable-write-accelerator. */
function writeAcceleratorFindings(
  disk: DiskSettings,
  { size }: DiskHolder,
  basePath: string,
): Finding[] {
  if (disk.writeAcceleratorEnabled !== true) {
    return [];
  }
  const { storageType, caching } = disk;
  const wrong = !/^standard_m\d/i.test(size)
    ? `its machine is of size ${size}`
    : storageType !== undefined && !storageType.startsWith("Premium_")
      ? `its type is "${storageType}"`
      : caching === "ReadWrite"
        ? `its caching is "${caching}"`
        : undefined;
  return wrong === undefined
    ? []
    : [
        error(
          "EVG-DISK-006",
          propertyPath(basePath, "writeAcceleratorEnabled"),
          `The write accelerator is for premium disks of M-series machines with caching "None" or "ReadOnly", and ${wrong}.`,
          "Leave writeAcceleratorEnabled out, or change what does not go with it.",
        ),
      ];
}

/** Source: learn.microsoft.com virtual-machines/ephemeral-os-disks, Compute API (`OSDisk.deleteOption`), hashicorp/terraform-provider-azurerm issue 25275 (caching). */
function ephemeralFindings(disk: SystemDiskSettings, basePath: string): Finding[] {
  const { storageType = "", caching, ephemeralPlacement } = disk;
  if (ephemeralPlacement === undefined) {
    return [];
  }
  const wrong: [string, string][] = [];
  if (caching === "None" || caching === "ReadWrite") {
    wrong.push(["caching", `its caching is "ReadOnly", not "${caching}"`]);
  }
  if (disk.deletedWithMachine === false) {
    wrong.push(["deletedWithMachine", "it goes when the machine goes"]);
  }
  if (isInEveryZone(storageType)) {
    wrong.push(["storageType", `it is not of type "${storageType}"`]);
  }
  return wrong.map(([property, reason]) =>
    error(
      "EVG-DISK-007",
      propertyPath(basePath, property),
      `An ephemeral disk stands in the machine's own storage: ${reason}.`,
      `Leave ${property} out, or leave ephemeralPlacement out.`,
    ),
  );
}

/** Source: learn.microsoft.com virtual-machines/disks-deploy-premium-v2, virtual-machines/disks-enable-ultra-ssd: which regions take them without a zone changes. */
function zoneFindings(
  { storageType = "" }: DiskSettings,
  type: ManagedDiskType | undefined,
  { location, zone }: DiskHolder,
  basePath: string,
): Finding[] {
  const zones = location === undefined ? undefined : findRegion(location)?.availabilityZones;
  return type?.performance !== undefined && zone === undefined && zones !== undefined && zones > 0
    ? [
        warning(
          "EVG-DISK-011",
          propertyPath(basePath, "storageType"),
          `A disk of type "${storageType}" is asked for outside a zone, and most regions that have zones take it in a zone alone.`,
          "Give the machine a zone, or see which regions take it without.",
        ),
      ]
    : [];
}
