import { isActivelyBackedUp } from "../../azure/backup-jobs";
import { mostOnDemandBackupsADay } from "../../azure/backup-limits";
import { utcMinute } from "../../azure/local-time";
import type { ChangePlan, PlannedChange, SkippedChange } from "../run/change-plan";
import { attentionText } from "./attention";
import type { ChosenMachine } from "./chosen-items";
import { type BackupJob, isJobOf } from "./jobs";
import type { MachinePresence } from "./machine-presence";
import type { BackedUpItem } from "./on-demand-backup";
import type { ProtectedItem } from "./protected-item";
import { unseenNotes } from "./unseen-notes";

/** A machine that is to be backed up now. */
export interface BackupChange extends PlannedChange {
  readonly item: BackedUpItem;
  readonly otherItems: readonly BackedUpItem[];
  /** The backup that is under way, which is followed; `undefined` when one is begun. */
  readonly underWayJobId: string | undefined;
}

export interface BackupRunPlan extends ChangePlan {
  readonly changes: readonly BackupChange[];
  readonly retentionInDays: number;
}

/** What a plan of on-demand backups is made from. */
export interface BackupRunFacts {
  readonly machines: readonly ChosenMachine[];
  /** Jobs that are under way in the vaults that know one of the machines. */
  readonly jobs: readonly BackupJob[];
  /** Those that vaults know and Azure does not show, by their ids in lower case. */
  readonly unseen: ReadonlyMap<string, MachinePresence>;
  readonly now: Date;
  readonly retentionInDays: number;
  /** A machine whose last backup began within so many hours and succeeded is left as it is. */
  readonly unlessWithinInHours: number;
}

/** Says which machines would be backed up now. */
export function backupRunPlan(facts: BackupRunFacts): BackupRunPlan {
  const changes: BackupChange[] = [];
  const skipped: SkippedChange[] = [];
  for (const machine of facts.machines) {
    const planned = plannedFor(machine, facts);
    if ("item" in planned) {
      changes.push(planned);
    } else {
      skipped.push(planned);
    }
  }
  const notSeen = changes.filter(({ id }) => facts.unseen.get(id.toLowerCase()) === "not seen");
  return {
    title: "Back machines up now",
    changes,
    skipped,
    notes: [
      `Recovery points are kept for ${facts.retentionInDays} days, whatever the policy keeps.`,
      `Azure Backup takes at most ${mostOnDemandBackupsADay} on-demand backups of a machine within 24 hours.`,
      "Nothing is restarted. That Azure accepts a backup only means that there is a job: each job is followed to its end.",
      ...unseenNotes(notSeen.length),
    ],
    retentionInDays: facts.retentionInDays,
  };
}

function plannedFor(machine: ChosenMachine, facts: BackupRunFacts): BackupChange | SkippedChange {
  const { id, name, items } = machine;
  const job = facts.jobs.find(
    (each) => each.operation === "Backup" && items.some((item) => isJobOf(each, item)),
  );
  const active = items.find(isActivelyBackedUp);
  const item = items.find((each) => job !== undefined && isJobOf(job, each)) ?? active;
  if (item === undefined) {
    return { id, name, reason: whyNot(machine) };
  }
  const otherItems = items.filter((each) => each !== item).map(essential);
  const planned = { id, name, item: essential(item), otherItems };
  if (job !== undefined) {
    return {
      ...planned,
      change: `Follow the backup that is under way in ${item.vaultName}`,
      reason: `Job ${job.name} began at ${utcMinute(job.startedAt)}.`,
      underWayJobId: job.id,
    };
  }
  if (facts.unseen.get(id.toLowerCase()) === "deleted") {
    return { id, name, reason: attentionText("MachineDeleted", name) };
  }
  const recent = recentBackup(item, facts.now, facts.unlessWithinInHours);
  if (recent !== undefined) {
    return { id, name, reason: `${recent}; --unless-within 0 backs it up again.` };
  }
  return {
    ...planned,
    change: `Back up to ${item.vaultName}, kept for ${facts.retentionInDays} days`,
    underWayJobId: undefined,
  };
}

/** Why no item of a machine can be backed up now, and what to do. */
export function whyNot({ name, items }: Pick<ChosenMachine, "name" | "items">): string {
  const [item] = items;
  return item?.isSoftDeleted === true
    ? `Its backups in ${item.vaultName} were deleted and are only kept for a while: \`evergreen backup resume ${name} --undelete\` brings them back.`
    : `It is not backed up by ${item?.vaultName ?? "any vault"} now (${item?.protectionState ?? ""}): \`evergreen backup resume ${name}\` first.`;
}

/** That an item's last backup began within so many hours and succeeded, without a full stop; `undefined` when it did not. */
export function recentBackup(
  { lastBackupStatus, lastBackupTime }: ProtectedItem,
  now: Date,
  withinInHours: number,
): string | undefined {
  if (lastBackupTime === undefined || !/^Completed/i.test(lastBackupStatus ?? "")) {
    return undefined;
  }
  const hours = (now.getTime() - Date.parse(lastBackupTime)) / 3_600_000;
  return hours < withinInHours
    ? `Its last backup, of ${utcMinute(lastBackupTime)}, began less than ${hoursText(withinInHours)} ago and succeeded`
    : undefined;
}

function hoursText(hours: number): string {
  return hours === 1 ? "an hour" : `${hours} hours`;
}

function essential({ id, vaultId, machineName }: ProtectedItem): BackedUpItem {
  return { id, vaultId, machineName };
}
