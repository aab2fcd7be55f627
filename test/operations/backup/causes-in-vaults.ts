import assert from "node:assert/strict";
import {
  ask,
  backUp,
  days,
  itemBody,
  itemId,
  policyId,
} from "../../simulator/backup/backed-up-estate";
import { backedUp, change, type DiagnosedCase, strike } from "./diagnosed-case";
import { lock, putLock } from "./full-machine";

const hourlyPolicy = {
  backupManagementType: "AzureIaasVM",
  policyType: "V2",
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicyV2",
    scheduleRunFrequency: "Hourly",
    hourlySchedule: {
      interval: 4,
      scheduleWindowStartTime: "2026-01-01T08:00:00Z",
      scheduleWindowDuration: 24,
    },
  },
  retentionPolicy: {
    retentionPolicyType: "LongTermRetentionPolicy",
    dailySchedule: {
      retentionTimes: ["2026-01-01T08:00:00Z"],
      retentionDuration: { count: 30, durationType: "Days" },
    },
  },
  instantRpRetentionRangeInDays: 5,
  timeZone: "UTC",
};

/** What vaults, their jobs and restore points can be made to show. */
export const causesInVaults: readonly DiagnosedCase[] = [
  {
    check: "protection",
    cause: ({ owner }) =>
      ask(owner, "PUT", itemId, itemBody({ protectionState: "ProtectionStopped", policyId: "" })),
    told: "problem: It is ProtectionStopped in the vault vault1: no backup is made. | Make the protection active: `evergreen backup resume`.",
  },
  {
    check: "protection",
    cause: (estate) => {
      change(estate, itemId, { protectionState: "ProtectionPaused" });
    },
    told: "problem: It is ProtectionPaused in the vault vault1: no backup is made. | Make the protection active: `evergreen backup resume`.",
  },
  {
    check: "protection",
    cause: (estate) => {
      change(estate, itemId, { protectionState: "BackupsSuspended" });
    },
    told: "problem: It is BackupsSuspended in the vault vault1: no backup is made. | Make the protection active: `evergreen backup resume`.",
  },
  {
    check: "protection",
    cause: ({ owner }) => ask(owner, "DELETE", itemId),
    told: "problem: Its item in the vault vault1 is deleted, and kept for a while by soft delete. | Undelete the item and resume its backups: `evergreen backup resume`.",
  },
  {
    check: "protection",
    cause: ({ azure }) => {
      azure.estate.delete(itemId);
    },
    told: "problem: No vault that can be seen protects the machine. | Protect it in a Recovery Services vault of its region; the action Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/read shows the items of a vault.",
  },
  {
    check: "other-vault",
    cause: (estate) => {
      const { azure } = estate;
      const stored = azure.estate.get(itemId);
      assert.ok(stored);
      azure.estate.put({ ...stored, id: itemId.replace("vault1", "vault0") });
      change(estate, itemId.replace("vault1", "vault0"), { protectionState: "ProtectionStopped" });
    },
    told: "warning: It is also ProtectionStopped in the vault vault0. | See that no job of the old vault is under way, and delete its backups when nobody needs them.",
  },
  {
    check: "running-jobs",
    cause: ({ owner }) => backUp(owner),
    told: "warning: A job (Backup) of the vault vault1 has been under way for 0 minutes. Another backup cannot begin until then. | Wait until it has ended, or cancel it while its snapshot is taken: `evergreen backup cancel JOB`.",
  },
  {
    check: "running-jobs",
    cause: async ({ owner }) => {
      await backUp(owner);
      await owner.wait(600);
    },
    told: "warning: A job (Backup) of the vault vault1 has been under way for 10 minutes. Another backup cannot begin until then. | Wait until it has ended: its snapshot is taken, so it can no longer be cancelled.",
  },
  {
    check: "policy",
    cause: async ({ owner }) => {
      const hourly = policyId.replace("DefaultPolicy", "hourly");
      const put = await ask(owner, "PUT", hourly, { properties: hourlyPolicy });
      assert.equal(put.status, 200, JSON.stringify(put.body));
      await ask(owner, "PUT", itemId, itemBody({ policyId: hourly }));
    },
    told: "warning: hourly: The schedule makes 30 instant recovery points in the 5 days for which each is kept, and a machine has at most 18. | Keep instant recovery points for fewer days, or back up less often.",
  },
  {
    check: "job-duration",
    simulation: { assumptions: { backupTransferInSeconds: 25 * 3600 } },
    cause: async ({ owner }) => {
      await backUp(owner);
      await owner.wait(26 * 3600);
    },
    told: "problem: The longest backup of the last days took 25 hours, and one begins every 24 hours. | Back up less often or when the machine is quiet, spread the start times of policies that share storage, leave out disks that need no backup, and use faster disks.",
  },
  {
    check: "snapshot-task",
    simulation: { assumptions: { backupSnapshotInSeconds: 3 * 3600 } },
    cause: async ({ owner }) => {
      await backUp(owner);
      await owner.wait(2 * 3600);
    },
    told: "problem: A snapshot has been under way for 2 hours: it is delayed. | Cancel the job (`evergreen backup cancel`), see that the guest is not out of memory, disk or time, and run an on-demand backup.",
  },
  {
    check: "restore-point-locks",
    cause: async ({ owner }) => {
      await days(owner, 2);
      await putLock(owner, lock);
    },
    told: 'problem: The lock "keep" on "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/AzureBackupRG_westeurope_1" keeps Azure Backup from cleaning up in the resource group "AzureBackupRG_westeurope_1", and backups fail after 18 instant recovery points (UserErrorRpCollectionLimitReached). | Remove the lock, then run an on-demand backup, which starts the clean-up: `evergreen backup clean-restore-points`.',
  },
  {
    check: "restore-point-count",
    cause: async ({ owner }) => {
      await days(owner, 2);
      await putLock(owner, lock);
      await days(owner, 4);
    },
    told: "warning: 6 of at most 18 are there, and the policy keeps 2 (3 to 5 are normal). Old ones are not cleaned up. | See that no lock keeps them, and run an on-demand backup, which starts the clean-up.",
  },
  {
    check: "restore-point-count",
    cause: async ({ owner }) => {
      await days(owner, 2);
      await putLock(owner, lock);
      await days(owner, 20);
    },
    told: "problem: 18 of at most 18 are there, and the policy keeps 2 (3 to 5 are normal). | See that no lock keeps old points, and run an on-demand backup: it is expected to fail once, and starts a clean-up that takes some hours: `evergreen backup clean-restore-points`.",
  },
  {
    check: "last-error",
    cause: async (estate) => {
      await strike("compute refuses snapshots")(estate);
      await backedUp(estate);
    },
    told: "problem: The backup of 2026-11-01 10:09 UTC failed with UserErrorCrpReportedUserError: Backup failed due to an error. For details, see Job Error Message Details: OperationNotAllowed: The disk is being changed by another operation, and no snapshot of it can be taken. | Follow what the error of Compute says, and try again.",
  },
];
