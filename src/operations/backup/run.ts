import { isActivelyBackedUp } from "../../azure/backup-jobs";
import { onDemandRetentionInDays } from "../../azure/backup-limits";
import { longestRetention } from "../../azure/backup-retention";
import { errorFinding, refuseErrors } from "../../azure/finding";
import { changeEach } from "../run/change-each";
import type { ChangeReport } from "../run/change-report";
import type { OperationOptions } from "../run/options";
import { type FleetListing, listingNotes } from "../run/fleet-source";
import { inBackupRun } from "./backup-run";
import { backupSource } from "./backup-source";
import { type BackupChoice, chosenMachines } from "./chosen-items";
import { followJob } from "./follow-job";
import { unseenAmong } from "./machine-presence";
import { backUpNow } from "./on-demand-backup";
import { backupRunPlan, type BackupRunPlan } from "./run-plan";

export interface BackupRunInput extends BackupChoice {
  /** How long the recovery points are kept, in days: `1` to `9999`. Defaults to `30`. */
  readonly retentionInDays?: number;
  /**
   * A machine whose last backup began within so many hours and succeeded is left as it is, so that a
   * second run goes on where the first one ended. Defaults to `4`; `0` leaves none out.
   */
  readonly unlessWithinInHours?: number;
  /** A saved listing instead of Azure; what is planned from it can be read and not carried out. */
  readonly listing?: FleetListing;
}

/** Plans on-demand backups; changes nothing. */
export function planBackups(
  options: OperationOptions,
  input: BackupRunInput,
): Promise<BackupRunPlan> {
  const { retentionInDays = onDemandRetentionInDays, unlessWithinInHours = 4 } = input;
  refuseErrors("The backup", retentionFindings(retentionInDays));
  return inBackupRun(options, async (run) => {
    const source = backupSource(run, input.scope?.subscriptions, input.listing);
    const machines = await chosenMachines(source, input);
    const vaultIds = machines.flatMap(({ items }) => items.map(({ vaultId }) => vaultId));
    const active = machines.filter(({ items }) => items.some(isActivelyBackedUp));
    const [jobs, unseen] = await Promise.all([
      source.jobsUnderWay([...new Set(vaultIds)]),
      unseenAmong(
        run,
        source.fleet,
        active.map(({ id }) => id),
      ),
    ]);
    const plan = backupRunPlan({
      machines,
      jobs,
      unseen,
      now: source.fleet.takenAt,
      retentionInDays,
      unlessWithinInHours,
    });
    return { ...plan, notes: [...plan.notes, ...listingNotes(source.fleet)] };
  });
}

/** Carries out a plan of on-demand backups. A backup that is under way by now is followed, not begun again. */
export function runBackups(options: OperationOptions, plan: BackupRunPlan): Promise<ChangeReport> {
  const { retentionInDays } = plan;
  return inBackupRun(options, (run) =>
    changeEach(run, plan, ({ id, name, item, otherItems, underWayJobId }) => {
      const shownAs = { id, name };
      return underWayJobId === undefined
        ? backUpNow(run, { item, otherItems, retentionInDays, shownAs })
        : followJob(run, underWayJobId, shownAs);
    }),
  );
}

function retentionFindings(days: number) {
  return Number.isInteger(days) && days >= 1 && days <= longestRetention
    ? []
    : [
        errorFinding(
          "EVG-BACKUP-076",
          "retentionInDays",
          `A recovery point cannot be kept for ${days} days.`,
          `Give a whole number from 1 to ${longestRetention}.`,
        ),
      ];
}
