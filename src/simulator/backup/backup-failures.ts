import { backupDiskFindings, mostInstantRecoveryPoints } from "../../azure/backup-limits";
import { errorsAmong } from "../../azure/finding";
import { diskType } from "../compute/disks";
import { extensionType } from "../compute/extensions";
import type { StoredResource } from "../estate";
import type { ResourceFault } from "../faults";
import { asArray, asObject, asText, type JsonObject, valueAt } from "../json";
import type { Platform } from "../operation";
import { withoutExcluded } from "./backed-up-disks";
import { mayReadKeys } from "./key-vault-rights";
import { agentAnswers } from "./machine-readiness";
import { policyOf } from "./policy-store";
import { instantPointsOf } from "./recovery-point-store";

/** Why a backup failed: told in its job. */
export interface BackupFailure {
  readonly code: string;
  /** Azure's number for the code, where one is published. */
  readonly number?: number;
  readonly message: string;
  readonly recommendation: string;
}

const agentPage =
  "learn.microsoft.com backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout";
const machinePage = "learn.microsoft.com backup/backup-azure-vms-troubleshoot";

/** Why backups of virtual machines fail, by code: text, what to do about it, and the source. */
export const backupFailures = {
  BCMV2VMNotFound: {
    number: 400094,
    message: "The virtual machine doesn't exist or it could not be found.",
    recommendation:
      "Create the machine again with the same name and resource group, or stop its protection.",
    source: machinePage,
  },
  UserErrorVmProvisioningStateFailed: {
    message: "The VM is in failed provisioning state.",
    recommendation:
      "See that all extensions are provisioned, reapply the machine's state, and try again.",
    source: agentPage,
  },
  UserErrorGuestAgentStatusUnavailable: {
    message: "VM agent unable to communicate with Azure Backup.",
    recommendation: "See that the machine is running and its agent is ready, and try again.",
    source: agentPage,
  },
  UserErrorUnsupportedDiskSize: {
    message: "The configured disk size(s) is currently not supported by Azure Backup.",
    recommendation: "Split the disks, or make them smaller.",
    source: agentPage,
  },
  UserErrorKeyvaultPermissionsNotConfigured: {
    message:
      "Backup doesn't have sufficient permissions to the key vault for backup of encrypted VMs.",
    recommendation: "Let Azure Backup read and back up the keys and secrets of the key vault.",
    source: agentPage,
  },
  UserErrorRpCollectionLimitReached: {
    message: "The Restore Point collection max limit has reached.",
    recommendation:
      "Remove the lock on the restore-point resource group, and run an on-demand backup: it begins the clean-up.",
    source: agentPage,
  },
  GuestAgentSnapshotTaskStatusError: {
    message: "Could not communicate with the VM agent for snapshot status.",
    recommendation:
      "See that the power state is right, the agent answers and nothing blocks the extension.",
    source: agentPage,
  },
  ExtensionSnapshotFailedNoNetwork: {
    message: "Snapshot operation failed due to no network connectivity on the virtual machine.",
    recommendation: "See that DHCP is on in the guest.",
    source: agentPage,
  },
  ExtensionOperationFailedForManagedDisks: {
    message: "VMSnapshot extension operation failed.",
    recommendation:
      "See that nothing in the guest blocks the extension, and that its agent answers.",
    source: agentPage,
  },
  BackUpOperationFailed: {
    message: "Backup fails, with an internal error - Please retry the operation in a few minutes.",
    recommendation: "See that the agent answers, and try again.",
    source: agentPage,
  },
  BackUpOperationFailedV2: {
    message: "Backup fails, with an internal error - Please retry the operation in a few minutes.",
    recommendation: "See that the agent answers, and try again.",
    source: agentPage,
  },
  UserErrorCrpReportedUserError: {
    message:
      "Backup failed due to an error. For details, see Job Error Message Details: OperationNotAllowed: " +
      "The disk is being changed by another operation, and no snapshot of it can be taken.",
    recommendation: "Follow what the error of Compute says, and try again.",
    source: agentPage,
  },
} as const satisfies Record<string, Omit<BackupFailure, "code"> & { readonly source: string }>;

function failure(code: keyof typeof backupFailures): BackupFailure {
  const { message, recommendation, ...rest } = backupFailures[code];
  return { code, message, recommendation, ...("number" in rest ? { number: rest.number } : {}) };
}

/**
 * Why a machine cannot be backed up now; `undefined` when it can.
 *
 * @param machine - `undefined` when it is gone.
 * @param failedMachines - Machines of which an extension failed; see `machinesWithFailedExtension`.
 */
export function backupFailureOf(
  platform: Platform,
  item: StoredResource,
  machine: StoredResource | undefined,
  failedMachines: ReadonlySet<string>,
): BackupFailure | undefined {
  if (machine === undefined) {
    return failure("BCMV2VMNotFound");
  }
  const state = asText(valueAt(machine, "properties.provisioningState"));
  const hasFailed = state === "Failed" || failedMachines.has(machine.id.toLowerCase());
  if (hasFailed || state === "Updating") {
    return failure("UserErrorVmProvisioningStateFailed");
  }
  const inside = guestFailureOf(platform, item, machine);
  if (inside !== undefined) {
    return failure(inside);
  }
  const disks = withoutExcluded(item, disksOf(platform, machine));
  const encrypted = disks.some((disk) => encryptionOf(disk) !== undefined);
  const sizes = disks.map((disk) => {
    const size = valueAt(disk, "properties.diskSizeGB");
    return { name: disk.name, sizeInGiB: typeof size === "number" ? size : undefined };
  });
  if (errorsAmong(backupDiskFindings(sizes, { encrypted, enhancedPolicy: true }, "")).length > 0) {
    return failure("UserErrorUnsupportedDiskSize");
  }
  if (!disks.every((disk) => mayReadKeys(platform, encryptionOf(disk)))) {
    return failure("UserErrorKeyvaultPermissionsNotConfigured");
  }
  if (instantPointsOf(platform, item.id).length >= mostInstantRecoveryPoints) {
    return failure("UserErrorRpCollectionLimitReached");
  }
  return platform.faults.has("compute refuses snapshots", machine.id)
    ? failure("UserErrorCrpReportedUserError")
    : undefined;
}

/** What inside a machine keeps its backup from being made; the page names each cause with its codes. */
function guestFailureOf(
  platform: Platform,
  item: StoredResource,
  machine: StoredResource,
): keyof typeof backupFailures | undefined {
  const has = (fault: ResourceFault) => platform.faults.has(fault, machine.id);
  if (has("guest shut down")) {
    return "GuestAgentSnapshotTaskStatusError";
  }
  if (has("no DHCP")) {
    return "ExtensionSnapshotFailedNoNetwork";
  }
  if (!agentAnswers(platform, machine)) {
    return "UserErrorGuestAgentStatusUnavailable";
  }
  if (has("agent hangs")) {
    return asText(valueAt(policyOf(platform, item), "properties.policyType")) === "V2"
      ? "BackUpOperationFailedV2"
      : "BackUpOperationFailed";
  }
  return has("snapshots blocked") ? "ExtensionOperationFailedForManagedDisks" : undefined;
}

/** Ids, without case, of machines of which an extension failed: asked once for many backups. */
export function machinesWithFailedExtension({ estate }: Pick<Platform, "estate">): Set<string> {
  const failed = estate
    .ofType(extensionType)
    .filter((extension) => valueAt(extension, "properties.provisioningState") === "Failed");
  return new Set(failed.map(({ id }) => id.split("/").slice(0, -2).join("/").toLowerCase()));
}

/** A machine's managed disks, as far as they are there. */
export function disksOf(
  platform: Pick<Platform, "estate">,
  machine: StoredResource,
): (StoredResource & { readonly lun?: unknown })[] {
  const profile = asObject(valueAt(machine, "properties.storageProfile"));
  return [profile.osDisk, ...asArray(profile.dataDisks)].flatMap((disk) => {
    const stored = platform.estate.get(asText(valueAt(disk, "managedDisk.id")) ?? "");
    return stored === undefined
      ? []
      : [
          {
            ...stored,
            lun: valueAt(disk, "lun"),
            type: diskType,
            properties: {
              ...asObject(stored.properties),
              // Set on the machine by encryption without an application.
              encryptionSettings: valueAt(disk, "encryptionSettings"),
            },
          },
        ];
  });
}

/** Keys of a disk that is encrypted in the guest; `undefined` when it is not. */
function encryptionOf(disk: StoredResource): JsonObject | undefined {
  const onMachine = asObject(valueAt(disk, "properties.encryptionSettings"));
  if (onMachine.enabled === true) {
    return onMachine;
  }
  const onDisk = asObject(valueAt(disk, "properties.encryptionSettingsCollection"));
  return onDisk.enabled === true ? asObject(asArray(onDisk.encryptionSettings)[0]) : undefined;
}
