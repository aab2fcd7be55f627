import type { Platform } from "../operation";

/** A disk as a recovery point keeps it. */
export interface RestorableDisk {
  /** Left out for the disk of the operating system. */
  readonly lun?: number;
  readonly sizeInGiB: number;
  /** For example `Premium_LRS`. */
  readonly storageType: string;
}

/** A recovery point as the estate's notes keep it; times are ISO 8601 texts. */
export interface RecoveryPoint {
  readonly name: string;
  readonly time: string;
  readonly type: "AppConsistent" | "FileSystemConsistent" | "CrashConsistent";
  /** Id of the restore point that makes it an instant one, for as long as that is there. */
  readonly restorePointId: string;
  readonly instantUntil: string;
  /** Whether its data has reached the vault. */
  readonly inVault: boolean;
  readonly keptUntil: string;
  readonly machineSize?: string;
  readonly operatingSystem: "Windows" | "Linux";
  readonly isEncrypted: boolean;
  /** The disk of the operating system first. Points of an older estate have none. */
  readonly disks?: readonly RestorableDisk[];
  readonly zones?: readonly string[];
}

/** The recovery points of all items, by item id without case. */
export function recoveryPoints({
  estate,
}: Pick<Platform, "estate">): Map<string, readonly RecoveryPoint[]> {
  return estate.notes<readonly RecoveryPoint[]>("recovery points");
}

/** The recovery points of one item, oldest first. */
export function recoveryPointsOf(
  platform: Pick<Platform, "estate">,
  itemId: string,
): readonly RecoveryPoint[] {
  return recoveryPoints(platform).get(itemId.toLowerCase()) ?? [];
}

export function saveRecoveryPoints(
  platform: Pick<Platform, "estate">,
  itemId: string,
  points: readonly RecoveryPoint[],
): void {
  if (points.length === 0) {
    recoveryPoints(platform).delete(itemId.toLowerCase());
  } else {
    recoveryPoints(platform).set(itemId.toLowerCase(), points);
  }
}

/** Those whose restore point is still there: somebody may have deleted its collection by hand. */
export function instantPointsOf(
  platform: Pick<Platform, "estate">,
  itemId: string,
): readonly RecoveryPoint[] {
  return recoveryPointsOf(platform, itemId).filter(
    ({ restorePointId }) => platform.estate.get(restorePointId) !== undefined,
  );
}
