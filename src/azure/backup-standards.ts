import { mostInstantRecoveryPoints } from "./backup-limits";
import { instantRetentionOf, type BackupPolicy } from "./backup-policy";
import { warningFinding as warning, type Finding } from "./finding";

/*
 * What is good practice with backups of machines, where Azure itself refuses nothing. Source: learn.microsoft.com
 * backup/backup-azure-vms-introduction, backup-instant-restore-capability, backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout.
 */

/** Warns of a machine that nothing backs up. */
export function machineBackedUpFindings(
  machine: { readonly name: string; readonly backedUp: boolean; readonly stopped: boolean },
  path: string,
): Finding[] {
  if (machine.backedUp) {
    return [];
  }
  return [
    machine.stopped
      ? warning(
          "EVG-BACKUP-060",
          path,
          `Backups of the machine "${machine.name}" are stopped, so it gets no new recovery points.`,
          "Resume its backups.",
        )
      : warning(
          "EVG-BACKUP-060",
          path,
          `Nothing in the stack backs up the machine "${machine.name}".`,
          "Protect it in a Recovery Services vault of its region, or exempt it and say why.",
        ),
  ];
}

/** Warns of a policy that keeps its recovery points for fewer days than wanted. */
export function retentionStandardFindings(
  policy: Pick<BackupPolicy, "frequency" | "daily" | "weekly">,
  minimumInDays: number,
  path: string,
): Finding[] {
  const isWeekly = policy.frequency === "Weekly";
  const days = isWeekly ? (policy.weekly?.count ?? 0) * 7 : (policy.daily?.count ?? 0);
  return days >= minimumInDays
    ? []
    : [
        warning(
          "EVG-BACKUP-061",
          `${path}.${isWeekly ? "weeklySchedule" : "dailySchedule"}.retentionDuration.count`,
          days === 0
            ? `The policy has no ${isWeekly ? "weekly" : "daily"} retention, and recovery points are to be kept for ${minimumInDays} days.`
            : `Recovery points are kept for ${days} days, and ${minimumInDays} are wanted.`,
          isWeekly
            ? `Keep weekly recovery points for at least ${Math.ceil(minimumInDays / 7)} weeks.`
            : `Keep daily recovery points for at least ${minimumInDays} days.`,
        ),
      ];
}

/** Scheduled backups that a policy makes while it keeps an instant recovery point. The end of an hourly window backs up too. */
export function instantPointsKept(policy: BackupPolicy): number {
  const days = instantRetentionOf(policy);
  if (policy.frequency === "Weekly") {
    return Math.ceil((policy.runDays.length * days) / 7);
  }
  const { intervalInHours = 24, windowInHours = 24 } = policy.hourly ?? {};
  const runs = Math.floor(windowInHours / intervalInHours) + (windowInHours === 24 ? 0 : 1);
  return days * (policy.frequency === "Hourly" ? Math.max(1, runs) : 1);
}

/** Warns of a policy under which a machine comes to more instant recovery points than Azure keeps. */
export function instantPointFindings(policy: BackupPolicy, path: string): Finding[] {
  const kept = instantPointsKept(policy);
  return kept <= mostInstantRecoveryPoints
    ? []
    : [
        warning(
          "EVG-BACKUP-062",
          path,
          `The schedule makes ${kept} instant recovery points in the ${instantRetentionOf(policy)} days for which each is kept, and a machine has at most ${mostInstantRecoveryPoints}.`,
          "Keep instant recovery points for fewer days, or back up less often.",
        ),
      ];
}

/** Warns of a machine whose backups cannot be consistent, or cannot be made, because nothing can run inside it. */
export function backupAgentFindings(
  machine: {
    readonly name: string;
    /** Azure's default is `true`. */
    readonly provisionVmAgent: boolean | undefined;
    /** Azure's default is `true`. */
    readonly allowExtensionOperations: boolean | undefined;
  },
  path: string,
): Finding[] {
  const [what, fix] =
    machine.provisionVmAgent === false
      ? ["has no agent (provisionVMAgent is false)", "Set provisionVMAgent to true."]
      : ["takes no extensions (allowExtensionOperations is false)", "Set it to true."];
  return machine.provisionVmAgent !== false && machine.allowExtensionOperations !== false
    ? []
    : [
        warning(
          "EVG-BACKUP-063",
          path,
          `The machine "${machine.name}" ${what}, and Azure Backup takes its snapshots through an extension.`,
          fix,
        ),
      ];
}

/** Warns of a key vault whose secrets or keys encrypt a machine under backup, and into which Azure Backup is not let. */
export function backupKeyGrantFindings(
  access: {
    readonly keyVaultName: string;
    readonly machineName: string;
    /** Whether the key vault goes by roles. */
    readonly rolesUsed: boolean;
    /** Whether any grant of the key vault is enough for Azure Backup. */
    readonly granted: boolean;
  },
  path: string,
): Finding[] {
  const { keyVaultName, machineName, rolesUsed, granted } = access;
  return granted
    ? []
    : [
        warning(
          "EVG-BACKUP-064",
          path,
          `The machine "${machineName}" is backed up, but ${rolesUsed ? "no role assignment" : "no access policy"} lets Azure Backup read and back up what encrypts it in the key vault "${keyVaultName}" (UserErrorKeyvaultPermissionsNotConfigured).`,
          rolesUsed
            ? 'Assign the service principal "Backup Management Service" a role on the key vault.'
            : 'Give the service principal "Backup Management Service" get, list and backup of secrets, and of keys where one is used.',
        ),
      ];
}

/** Warns of what Azure says of a protection: its state, its health and its last backup. */
export function backupHealthFindings(
  item: {
    readonly name: string;
    readonly protectionState: string | undefined;
    readonly healthStatus: string | undefined;
    readonly lastBackupStatus: string | undefined;
  },
  pathOf: (property: string) => string,
): Finding[] {
  const bad: readonly (readonly [string, string | undefined, readonly string[]])[] = [
    ["protectionState", item.protectionState, ["ProtectionError", "Invalid"]],
    ["healthStatus", item.healthStatus, ["ActionRequired", "Invalid"]],
    ["lastBackupStatus", item.lastBackupStatus, ["Failed"]],
  ];
  return bad.flatMap(([property, word, badWords]) =>
    word !== undefined && badWords.includes(word)
      ? [
          warning(
            "EVG-BACKUP-065",
            pathOf(property),
            `Azure says "${word}" of the backups of "${item.name}".`,
            "Look at the item's health and its last job, and mend what they tell.",
          ),
        ]
      : [],
  );
}
