import { errorFinding as error, propertyPath, type Finding } from "./finding";
import { managedDiskTypes, type ManagedDiskType } from "./managed-disk-types";

/** How fast a data disk is to be. Left out is what follows from its size, or what is free. */
export interface PerformanceSettings {
  /** Azure's word, for example `PremiumV2_LRS`; left out for a disk that exists. */
  readonly storageType?: string | undefined;
  readonly sizeInGigabytes?: number | undefined;
  readonly performanceTier?: string | undefined;
  readonly iops?: number | undefined;
  readonly throughputInMegabytesPerSecond?: number | undefined;
}

/** Refuses performance that a disk of its type and size does not have. Source: learn.microsoft.com virtual-machines/disks-types. */
export function diskPerformanceFindings(disk: PerformanceSettings, basePath: string): Finding[] {
  const type = managedDiskTypes[disk.storageType ?? ""];
  return type === undefined
    ? []
    : [...tierFindings(disk, type, basePath), ...numberFindings(disk, type, basePath)];
}

/** Source: hashicorp/terraform-provider-azurerm managed_disk_resource.go (`tier`). */
function tierFindings(
  { performanceTier, storageType = "" }: PerformanceSettings,
  type: ManagedDiskType,
  basePath: string,
): Finding[] {
  return performanceTier !== undefined && !type.performanceTiers
    ? [
        error(
          "EVG-DISK-008",
          propertyPath(basePath, "performanceTier"),
          `A performance tier is for premium disks, and the type is "${storageType}".`,
          type.performance === undefined
            ? 'Leave it out, or use "Premium_LRS".'
            : "Leave it out, and give iops and throughputInMegabytesPerSecond.",
        ),
      ]
    : [];
}

function numberFindings(
  disk: PerformanceSettings,
  type: ManagedDiskType,
  basePath: string,
): Finding[] {
  const { iops, throughputInMegabytesPerSecond: throughput, sizeInGigabytes: size = 0 } = disk;
  const limits = type.performance;
  if (limits === undefined) {
    return Object.entries({ iops, throughputInMegabytesPerSecond: throughput })
      .filter(([, value]) => value !== undefined)
      .map(([property]) =>
        error(
          "EVG-DISK-009",
          propertyPath(basePath, property),
          `${property} is set, and the performance of a disk of type "${disk.storageType ?? ""}" follows from its size.`,
          'Leave it out, or use "PremiumV2_LRS" or "UltraSSD_LRS".',
        ),
      );
  }
  const highestIops = Math.min(
    limits.highestIops,
    Math.max(limits.freeIops, limits.iopsPerGigabyte * size),
  );
  // Nothing said, a disk has those that are free.
  const expectedIops = iops ?? (limits.freeIops > 0 ? limits.freeIops : highestIops);
  const highestThroughput = Math.min(
    limits.highestMegabytesPerSecond,
    Math.floor(limits.megabytesPerSecondPerIops * expectedIops),
  );
  return [
    ...rangeFindings("iops", iops, [limits.lowestIops, highestIops], `${size} gigabytes`, basePath),
    ...rangeFindings(
      "throughputInMegabytesPerSecond",
      throughput,
      [limits.lowestMegabytesPerSecond, highestThroughput],
      `${expectedIops} operations a second`,
      basePath,
    ),
  ];
}

function rangeFindings(
  property: string,
  value: number | undefined,
  [lowest, highest]: readonly [number, number],
  of: string,
  basePath: string,
): Finding[] {
  return value === undefined || (Number.isInteger(value) && value >= lowest && value <= highest)
    ? []
    : [
        error(
          "EVG-DISK-010",
          propertyPath(basePath, property),
          `${property} is ${value}, and a disk of ${of} takes a whole number from ${lowest} to ${highest}.`,
          "Give a number between them, or a larger disk.",
        ),
      ];
}
