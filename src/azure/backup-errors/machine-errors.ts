import { type BackupError, machinePage } from "./backup-error";
import type { BackupCheckId } from "../backup-checks";

/** The codes of Microsoft's general page on backups of machines: code, meaning, cause, steps, checks. */
const rows: readonly (readonly [
  code: string,
  meaning: string,
  cause: string,
  steps: readonly string[],
  checks?: readonly BackupCheckId[],
])[] = [
  [
    "VMRestorePointInternalError",
    "Making the restore point failed inside the machine.",
    "An antivirus program blocks the extension, or its driver is in the way.",
    [
      "Exclude C:\\Packages\\Plugins\\Microsoft.Azure.RecoveryServices.VMSnapshot and C:\\WindowsAzure\\Logs\\Plugins\\Microsoft.Azure.RecoveryServices.VMSnapshot from scanning.",
      "Look for errors of IaaSBcdrExtension.exe in the event log, and try again.",
    ],
    ["snapshot-extension"],
  ],
  [
    "CopyingVHDsFromBackUpVaultTakingLongTime",
    "Copying backed-up data from the vault takes too long.",
    "The storage account reaches its limit of operations, or throttles.",
    ["Use another storage account, or wait for a quieter time, and try again."],
    ["job-duration"],
  ],
  ...["UserErrorVmNotInDesirableState", "VmNotInDesirableState"].map(
    (code) =>
      [
        code,
        "The machine is in a state in which it cannot be backed up.",
        "It is between two power states, being updated, or failed.",
        ["Wait until it runs or is stopped; mend a failed one with `evergreen backup repair VM`."],
        ["power-state", "provisioning-state"],
      ] as const,
  ),
  [
    "UserErrorFsFreezeFailed",
    "File systems of the machine could not be frozen.",
    "A mount does not support it, or is not well.",
    [
      "Check the file systems with fsck or xfs_repair while they are not mounted.",
      "Leave a mount out with MountsToSkip in the section [SnapshotThread] of /etc/azure/vmbackup.conf.",
    ],
  ],
  ...["ExtensionSnapshotFailedCOM", "ExtensionInstallationFailedCOM"].map(
    (code) =>
      [
        code,
        "A COM+ error kept the extension from its work.",
        "The service COM+ System Application is not running, or damaged.",
        [
          "Start COM+ System Application and Distributed Transaction Coordinator; if they fail, reinstall MSDTC and restart the machine.",
          "Run an on-demand backup.",
        ],
      ] as const,
  ),
  [
    "ExtensionInstallationFailedMDTC",
    "The extension could not be installed because of MSDTC.",
    "The Distributed Transaction Coordinator is damaged or has no registry keys.",
    ["Reinstall MSDTC (msdtc -uninstall, msdtc -install), start it, and run an on-demand backup."],
  ],
  [
    "ExtensionFailedVssWriterInBadState",
    "A VSS writer is in a bad state.",
    "A program's writer failed earlier.",
    [
      "List them with `vssadmin list writers`, and restart the service of each that is not stable.",
      "Where that does not last, set the registry value SnapshotWithoutThreads as Microsoft's page says.",
    ],
  ],
  [
    "ExtensionFailedVssServiceInBadState",
    "The service Volume Shadow Copy does not work.",
    "It is stopped, or hangs.",
    ["Restart the service VSS, and the machine where that does not help."],
  ],
  [
    "UserErrorSkuNotAvailable",
    "The size of the machine is not to be had.",
    "The size is not offered in the region or zone of the restore.",
    ["Restore the disks, and make a machine of another size from them."],
  ],
  [
    "UserErrorMarketPlaceVMNotSupported",
    "The plan of the marketplace image is not to be had.",
    "The image's publisher has withdrawn it.",
    ["Restore the disks, and make a machine from them without the plan."],
  ],
  [
    "ExtensionConfigParsingFailure",
    "The extension cannot read its configuration.",
    "Rights on the machine's RSA key folder (MachineKeys) were changed.",
    [
      "Give the default rights back to C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys, remove the certificates of Windows Azure CRP, and run an on-demand backup.",
    ],
    ["snapshot-extension"],
  ],
  [
    "ExtensionStuckInDeletionState",
    "The extension is being deleted and does not go.",
    "The agent does not finish the deletion.",
    ["Delete VMSnapshot by hand, restart the agent, and run an on-demand backup."],
    ["snapshot-extension", "agent-state"],
  ],
  [
    "ExtensionFailedSnapshotLimitReachedError",
    "The limit of snapshots of a disk is reached.",
    "Site Recovery and Azure Backup both snapshot the disks of a Linux machine.",
    [
      "Set isanysnapshotfailed=false in /etc/azure/vmbackup.conf so that both get along, and try again.",
    ],
    ["restore-point-count"],
  ],
  [
    "ExtensionFailedTimeoutVMNetworkUnresponsive",
    "The snapshot did not end in time because the network of the machine does not answer.",
    "The guest cannot reach its storage fast enough.",
    [
      "Let the host take the snapshot first: the registry values SnapshotMethod=firstHostThenGuest and CalculateSnapshotTimeFromHost=True below HKLM\\SOFTWARE\\Microsoft\\BcdrAgentPersistentKeys.",
    ],
    ["storage-reachable", "snapshot-task"],
  ],
  ...["320001", "ResourceNotFound", "400094", "BCMV2VMNotFound"].map(
    (code) =>
      [
        code,
        "The machine is not there.",
        "It was deleted, or moved to another resource group.",
        [
          "Make it again under the same name in the same resource group, or stop its protection with or without its data.",
        ],
        ["power-state", "protection"],
      ] as const,
  ),
  [
    "UserErrorBCMPremiumStorageQuotaError",
    "The snapshot could not be copied for lack of space in the storage account.",
    "Premium disks without managed disks copy their snapshots into the account.",
    ["Free as much space in the account as the disks have, or use managed disks."],
  ],
  ...["380008", "AzureVmOffline"].map(
    (code) =>
      [
        code,
        "The extension could not be installed because the machine is off.",
        "The machine does not run, and has no extension yet.",
        ["Start the machine for its first backup."],
        ["power-state"],
      ] as const,
  ),
  [
    "ExtensionSnapshotBitlockerError",
    "A volume is locked by BitLocker.",
    "A drive is encrypted and locked when the snapshot is taken.",
    ["Unlock the drive, and run an on-demand backup."],
  ],
  [
    "ExtensionSnapshotFailedNoSecureNetwork",
    "No secure connection could be made from the machine.",
    "Old TLS settings of .NET.",
    [
      "Set SchUseStrongCrypto=1 below HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319 (and its Wow6432Node), restart, and try again.",
    ],
    ["storage-reachable"],
  ],
  [
    "ExtensionVCRedistInstallationFailure",
    "The Visual C++ runtime could not be installed.",
    "The extension's own installer of it failed.",
    ["Install Visual C++ 2013 by hand, and run an on-demand backup."],
  ],
  [
    "UserErrorRequestDisallowedByPolicy",
    "An Azure Policy keeps the resource group of the restore points from being made.",
    "A policy denies groups without certain tags or names.",
    [
      "Let the policy modify instead of deny, or make the group beforehand and name it in the backup policy (instantRPDetails).",
    ],
    ["policy"],
  ],
  [
    "UserErrorInstantRpNotFound",
    "The instant recovery point is not there any more.",
    "Its snapshot was deleted or has expired.",
    ["Restore from the vault, or from another point."],
    ["restore-point-count"],
  ],
  [
    "UserErrorMigrationFromTrustedLaunchVMToNonTrustedVMNotAllowed",
    "A Trusted Launch machine became one without it.",
    "Azure Backup does not go on with a machine whose security type went back.",
    ["Stop the protection and keep its data, then protect the machine anew."],
    ["protection"],
  ],
];

export const machineErrors: readonly BackupError[] = rows.map(
  ([code, meaning, cause, steps, checks = []]) => ({
    code,
    meaning,
    causes: [{ cause, steps, checks }],
    source: machinePage,
  }),
);
