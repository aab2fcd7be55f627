import { agentPage, type BackupError } from "./backup-error";
import {
  applicationControl,
  extensionFailed,
  linuxAgentOptions,
  linuxAgentOutdated,
  restorePointsLocked,
  snapshotUnavailable,
  windowsAgentUnresponsive,
} from "./causes";

/** The codes of Microsoft's page on agents, extensions and snapshots. */
export const snapshotErrors: readonly BackupError[] = [
  {
    code: "UserErrorGuestAgentStatusUnavailable",
    meaning: "The guest agent does not communicate with Azure Backup.",
    causes: [
      {
        cause: "The agent is stopped, too old, in an inconsistent state, or not installed.",
        steps: [
          "See that the machine runs and that its agent is ready.",
          "Restart the agent, or install it anew: `evergreen backup guest VM` prints the commands for its system.",
          "Run an on-demand backup.",
        ],
        checks: ["power-state", "agent-state", "agent-version", "agent-heartbeat"],
      },
      extensionFailed,
    ],
    source: agentPage,
  },
  {
    code: "GuestAgentSnapshotTaskStatusError",
    meaning: "The guest agent could not be asked for the state of the snapshot.",
    causes: [
      windowsAgentUnresponsive,
      linuxAgentOutdated,
      snapshotUnavailable,
      linuxAgentOptions,
      applicationControl,
    ],
    source: agentPage,
  },
  {
    code: "UserErrorVmProvisioningStateFailed",
    meaning: "The machine is in a failed provisioning state.",
    causes: [
      extensionFailed,
      {
        cause: "The machine is being updated.",
        steps: ["Wait until its provisioning state is Succeeded, and try again."],
        checks: ["provisioning-state"],
      },
    ],
    source: agentPage,
  },
  {
    code: "UserErrorRpCollectionLimitReached",
    meaning: "The machine has as many instant recovery points as it may have.",
    causes: [
      restorePointsLocked,
      {
        cause:
          "More backups a day times the days that instant recovery points are kept come to more than 18.",
        steps: [
          "Back up less often, or keep instant recovery points for fewer days.",
          "Delete points that nobody needs: `evergreen backup clean-restore-points VM`.",
        ],
        checks: ["restore-point-count", "policy"],
      },
    ],
    source: agentPage,
  },
  {
    code: "UserErrorKeyvaultPermissionsNotConfigured",
    meaning: "Azure Backup may not read the keys of the encrypted machine.",
    causes: [
      {
        cause:
          "The service Backup Management Service lacks permissions on the key vault: for keys get, list and backup, for secrets get, list and backup.",
        steps: [
          "Grant them, by an access policy or by the role of rolePresets.backupKeyReader at the key vault.",
          "Run an on-demand backup.",
        ],
        checks: ["key-vault"],
      },
    ],
    source: agentPage,
  },
  {
    code: "ExtensionSnapshotFailedNoNetwork",
    meaning: "The snapshot failed because the machine has no network.",
    causes: [snapshotUnavailable],
    source: agentPage,
  },
  {
    code: "ExtensionOperationFailedForManagedDisks",
    meaning: "The VMSnapshot extension failed.",
    causes: [snapshotUnavailable, windowsAgentUnresponsive, linuxAgentOutdated],
    source: agentPage,
  },
  ...["BackUpOperationFailed", "BackUpOperationFailedV2"].map((code) => ({
    code,
    meaning: "The backup failed with an internal error.",
    causes: [
      windowsAgentUnresponsive,
      linuxAgentOutdated,
      snapshotUnavailable,
      restorePointsLocked,
      {
        cause:
          "On Windows: the Visual C++ 2013 runtime is missing, or another IaasVmProvider.dll is in the way.",
        steps: ["Install the runtime or remove the other file, and run an on-demand backup."],
        checks: [],
        operatingSystem: "Windows" as const,
      },
    ],
    source: agentPage,
  })),
  {
    code: "UserErrorUnsupportedDiskSize",
    meaning: "A disk is larger than Azure Backup takes.",
    causes: [
      {
        cause: "A disk has more than 32 TiB, or an encrypted one more than 4 TiB.",
        steps: ["Split the disk, make it smaller, or leave it out of the backup."],
        checks: ["disk-size", "disk-count"],
      },
    ],
    source: agentPage,
  },
  {
    code: "UserErrorBackupOperationInProgress",
    meaning: "Another backup of the machine is under way.",
    causes: [
      {
        cause: "A job runs in this vault, or still in the one that backed the machine up before.",
        steps: [
          "Wait until it has ended, or cancel it: `evergreen backup cancel VM`.",
          "Try again.",
        ],
        checks: ["running-jobs", "other-vault"],
      },
      {
        cause: "Backups take longer than the time until the next one.",
        steps: [
          "Back up less often or at a quieter time; fewer backups at once and faster disks shorten the transfer.",
        ],
        checks: ["job-duration"],
      },
    ],
    source: agentPage,
  },
  {
    code: "UserErrorCrpReportedUserError",
    meaning: "Compute reported an error, which the job's details tell.",
    causes: [
      {
        cause: "An error of the machine itself.",
        steps: [
          "Read the error below the code and its recommendations: `evergreen backup jobs show JOB`.",
          "Follow them, and run an on-demand backup.",
        ],
        checks: ["last-error", "provisioning-state", "extensions"],
      },
    ],
    source: agentPage,
  },
  {
    code: "UserErrorBcmDatasourceNotPresent",
    meaning: "The machine is not actively protected.",
    causes: [
      {
        cause: "Its protection is stopped or suspended, or was never set up.",
        steps: [
          "Make the protection active: `evergreen backup resume VM`.",
          "Run an on-demand backup.",
        ],
        checks: ["protection"],
      },
    ],
    source: agentPage,
  },
];
