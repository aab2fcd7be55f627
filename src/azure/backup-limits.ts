import { propertyPath, type Finding } from "./finding";

/*
 * What Azure Backup takes of a virtual machine.
 *
 * Source: learn.microsoft.com backup/backup-support-matrix-iaas; the limit of encrypted disks from
 * backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout (UserErrorUnsupportedDiskSize).
 */

/** Largest disk, in GiB. */
export const largestDiskInGiB = 32 * 1024;

/** Largest disk that is encrypted in the guest, in GiB. */
export const largestEncryptedDiskInGiB = 4 * 1024;

/** Largest sum of all disks of one machine, in GiB. */
export const largestMachineInGiB = 256 * 1024;

/** Most disks of one machine. */
export const mostDisks = 32;

/** Most instant recovery points of one machine at a time. Source: backup-instant-restore-capability. */
export const mostInstantRecoveryPoints = 18;

/** Most recovery points of one protected machine. */
export const mostRecoveryPoints = 9999;

/** Most restore-point collections that the service puts into one resource group. */
export const mostCollectionsInGroup = 600;

/** Days that an on-demand backup is kept when nothing is asked for. Source: backup-azure-arm-userestapi-backupazurevms. */
export const onDemandRetentionInDays = 30;

/** Most on-demand backups of a machine within 24 hours. */
export const mostOnDemandBackupsADay = 9;

/** Machines that one page of protectable items holds. Source: backup-azure-arm-userestapi-backupazurevms. */
export const protectableItemsInPage = 200;

/** A disk of a machine that is to be backed up. */
export interface BackedUpDisk {
  readonly name: string;
  /** Size in GiB; `undefined` when it is not known. */
  readonly sizeInGiB?: number | undefined;
  /** For example `UltraSSD_LRS`. */
  readonly storageType?: string | undefined;
}

/** Disks that only an Enhanced policy backs up, by storage type. */
const enhancedOnly = new Set(["ultrassd_lrs", "premiumv2_lrs"]);

/**
 * Refuses disks that Azure Backup does not take.
 *
 * @param options.encrypted - Whether the disks are encrypted in the guest (Azure Disk Encryption).
 * @param options.enhancedPolicy - Whether the policy is an Enhanced one (`V2`).
 */
export function backupDiskFindings(
  disks: readonly BackedUpDisk[],
  options: { readonly encrypted: boolean; readonly enhancedPolicy: boolean },
  basePath: string,
): Finding[] {
  const largest = options.encrypted ? largestEncryptedDiskInGiB : largestDiskInGiB;
  const kind = options.encrypted ? "an encrypted disk" : "a disk";
  const total = disks.reduce((sum, { sizeInGiB }) => sum + (sizeInGiB ?? 0), 0);
  return [
    ...disks
      .filter(({ sizeInGiB }) => (sizeInGiB ?? 0) > largest)
      .map(({ name, sizeInGiB }) =>
        error(
          "EVG-BACKUP-001",
          propertyPath(basePath, name),
          `The disk "${name}" has ${String(sizeInGiB)} GiB, but Azure Backup takes ${kind} of at most ${largest} GiB.`,
          "Split the disk, or make it smaller.",
        ),
      ),
    ...(total > largestMachineInGiB
      ? [
          error(
            "EVG-BACKUP-002",
            basePath,
            `The disks have ${total} GiB together, but Azure Backup takes at most ${largestMachineInGiB} GiB of one machine.`,
            "Leave disks out, or move some to another machine.",
          ),
        ]
      : []),
    ...(disks.length > mostDisks
      ? [
          error(
            "EVG-BACKUP-003",
            basePath,
            `The machine has ${disks.length} disks, but Azure Backup takes at most ${mostDisks}.`,
            "Leave disks out, or move some to another machine.",
          ),
        ]
      : []),
    ...(options.enhancedPolicy
      ? []
      : disks
          .filter(({ storageType }) => enhancedOnly.has(storageType?.toLowerCase() ?? ""))
          .map(({ name, storageType }) =>
            error(
              "EVG-BACKUP-004",
              propertyPath(basePath, name),
              `The disk "${name}" is ${storageType ?? ""}, which a Standard policy does not back up.`,
              "Use an Enhanced policy.",
            ),
          )),
  ];
}

function error(ruleId: string, path: string, message: string, fix: string): Finding {
  return { ruleId, severity: "error", propertyPath: path, message, fix };
}
