import type { BackupPolicyType } from "./backup-policy";
import { errorFinding as error, warningFinding as warning, type Finding } from "./finding";
import { parseResourceId, resourceIdFindings, sameId } from "./resource-id";
import { vaultHolding } from "./vault";

/*
 * What Azure Backup asks of a machine, its policy and its disks. Source: learn.microsoft.com
 * backup/backup-azure-vms-enhanced-policy, backup/confidential-vm-backup, backup/backup-support-matrix-iaas,
 * backup/selective-disk-backup-restore.
 */

/** Highest logical unit number that a data disk can have. Source: Compute API, `DataDisk`: sizes take up to 64. */
const highestLun = 63;

/** Refuses a policy that does not stand in the vault. */
export function backupPolicyVaultFindings(
  { vaultId, policyId }: { readonly vaultId: string; readonly policyId: string },
  path: string,
): Finding[] {
  const holding = vaultHolding(policyId);
  return holding === undefined ||
    resourceIdFindings(vaultId, "").length > 0 ||
    sameId(holding, vaultId)
    ? []
    : [
        error(
          "EVG-BACKUP-030",
          path,
          `The policy "${parseResourceId(policyId).name}" stands in the vault "${holding}", and the machine is to be backed up in "${vaultId}".`,
          "Give a policy of the same vault.",
        ),
      ];
}

/** Refuses a vault of another region than the machine's. */
export function backupRegionFindings(
  regions: { readonly machine: string; readonly vault: string },
  path: string,
): Finding[] {
  const plain = (region: string): string => region.toLowerCase().replaceAll(" ", "");
  return plain(regions.machine) === plain(regions.vault)
    ? []
    : [
        error(
          "EVG-BACKUP-031",
          path,
          `The machine is in the region "${regions.machine}" and the vault in "${regions.vault}", but a machine is backed up in its own region.`,
          `Use a vault in "${regions.machine}".`,
        ),
      ];
}

/**
 * Refuses a Standard policy for a machine that needs an Enhanced one. Azure takes Trusted Launch machines under a
 * Standard policy too, from api-version 2025-01-01 on, but its portal and older clients do not: so it is
 * said by name.
 */
export function backupSecurityFindings(
  machine: {
    readonly securityType: string | undefined;
    readonly policyType: BackupPolicyType;
    /** Whether the program says that a Standard policy is wanted for a Trusted Launch machine. */
    readonly standardPolicyAllowed: boolean;
  },
  path: string,
): Finding[] {
  const { securityType, policyType, standardPolicyAllowed } = machine;
  if (policyType === "V2") {
    return [];
  }
  if (securityType === "ConfidentialVM") {
    return [
      error(
        "EVG-BACKUP-032",
        path,
        "The machine is a confidential one, which only an Enhanced policy backs up.",
        "Use an Enhanced policy.",
      ),
    ];
  }
  return securityType === "TrustedLaunch" && !standardPolicyAllowed
    ? [
        error(
          "EVG-BACKUP-033",
          path,
          "The machine is of the type Trusted Launch, which a Standard policy backs up for new clients alone, not in the portal.",
          "Use an Enhanced policy, or set standardPolicyAllowed to true.",
        ),
      ]
    : [];
}

/** Refuses a machine whose system's disk does not outlive a stop. */
export function ephemeralDiskFindings(path: string): Finding[] {
  return [
    error(
      "EVG-BACKUP-046",
      path,
      "The machine's system disk is ephemeral, and Azure Backup does not take such machines.",
      "Back up what it works on instead, or give it a managed disk.",
    ),
  ];
}

/** Refuses to take a machine back from an Enhanced policy to a Standard one. */
export function backupPolicyChangeFindings(
  { from, to }: { readonly from: BackupPolicyType | undefined; readonly to: BackupPolicyType },
  path: string,
): Finding[] {
  return from === "V2" && to === "V1"
    ? [
        error(
          "EVG-BACKUP-034",
          path,
          "The machine follows an Enhanced policy, and Azure does not take it back to a Standard one.",
          "Give an Enhanced policy.",
        ),
      ]
    : [];
}

/** The data disks that are backed up beside the system's: either list, or neither for all. */
export interface BackedUpLuns {
  readonly includedDiskLuns?: readonly number[] | undefined;
  readonly excludedDiskLuns?: readonly number[] | undefined;
}

/** Refuses lists of logical unit numbers that mean nothing. */
export function backupLunFindings(luns: BackedUpLuns): Finding[] {
  const { includedDiskLuns, excludedDiskLuns } = luns;
  return [
    ...listFindings(includedDiskLuns, "includedDiskLuns"),
    ...listFindings(excludedDiskLuns, "excludedDiskLuns"),
    ...(includedDiskLuns !== undefined && excludedDiskLuns !== undefined
      ? [
          error(
            "EVG-BACKUP-036",
            "excludedDiskLuns",
            "includedDiskLuns and excludedDiskLuns are both given, but Azure keeps one list.",
            "Leave one of them out.",
          ),
        ]
      : []),
    ...(excludedDiskLuns?.length === 0
      ? [
          error(
            "EVG-BACKUP-037",
            "excludedDiskLuns",
            "excludedDiskLuns is empty, so it excludes nothing.",
            "Leave it out to back up all disks; to back up the system's disk alone, give includedDiskLuns as an empty list.",
          ),
        ]
      : []),
  ];
}

function listFindings(luns: readonly number[] | undefined, path: string): Finding[] {
  return (luns ?? []).flatMap((lun, index) => {
    const at = `${path}[${index}]`;
    if (lun === -1) {
      return [
        error(
          "EVG-BACKUP-038",
          at,
          "The logical unit number -1 stands for the system's disk, which is always backed up and cannot be left out.",
          "Name data disks alone.",
        ),
      ];
    }
    return Number.isInteger(lun) && lun >= 0 && lun <= highestLun && luns?.indexOf(lun) === index
      ? []
      : [
          error(
            "EVG-BACKUP-035",
            at,
            `${lun} is not the logical unit number of one more data disk.`,
            `Give each whole number from 0 to ${highestLun} once.`,
          ),
        ];
  });
}

/** Warns of logical unit numbers that the machine has no disk at. */
export function missingLunFindings(luns: BackedUpLuns, attached: readonly number[]): Finding[] {
  return (["includedDiskLuns", "excludedDiskLuns"] as const).flatMap((name) =>
    (luns[name] ?? [])
      .filter((lun) => !attached.includes(lun))
      .map((lun) =>
        warning(
          "EVG-BACKUP-039",
          name,
          `The machine has no data disk at the logical unit number ${lun}.`,
          "Attach it, or leave its number out.",
        ),
      ),
  );
}

/** Whether a disk is backed up; the system's, which has no number, always is. */
export function isBackedUp(lun: number | undefined, luns: BackedUpLuns): boolean {
  const { includedDiskLuns, excludedDiskLuns } = luns;
  return (
    lun === undefined ||
    ((includedDiskLuns?.includes(lun) ?? true) && excludedDiskLuns?.includes(lun) !== true)
  );
}
