import { onDemandRetentionInDays } from "../../azure/backup-limits";
import { longestRetention } from "../../azure/backup-retention";
import { errorFinding, refuseErrors } from "../../azure/finding";
import { changeEach } from "../run/change-each";
import type { ChangeReport } from "../run/change-report";
import type { OperationOptions } from "../run/options";
import { inRun, type Run } from "../run/run";
import { type BackupChoice, chosenMachines, type ChosenMachine } from "./chosen-items";
import { followJob } from "./follow-job";
import { type BackupJob, jobsUnderWay } from "./jobs";
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
}

/** Plans on-demand backups; changes nothing. */
export function planBackups(
  options: OperationOptions,
  input: BackupRunInput,
): Promise<BackupRunPlan> {
  const { retentionInDays = onDemandRetentionInDays, unlessWithinInHours = 4 } = input;
  refuseErrors("The backup", retentionFindings(retentionInDays));
  return inRun(options, async (run) => {
    const machines = await chosenMachines(run, input);
    const jobs = await jobsOfMachines(run, machines);
    return backupRunPlan({
      machines,
      jobs,
      now: run.now(),
      retentionInDays,
      unlessWithinInHours,
    });
  });
}

/** Carries out a plan of on-demand backups. A backup that is under way by now is followed, not begun again. */
export function runBackups(options: OperationOptions, plan: BackupRunPlan): Promise<ChangeReport> {
  const { retentionInDays } = plan;
  return inRun(options, (run) =>
    changeEach(run, plan, ({ id, name, item, otherItems, underWayJobId }) => {
      const shownAs = { id, name };
      return underWayJobId === undefined
        ? backUpNow(run, { item, otherItems, retentionInDays, shownAs })
        : followJob(run, underWayJobId, shownAs);
    }),
  );
}

/** Jobs that are under way in the vaults that know one of the machines. */
export async function jobsOfMachines(
  run: Run,
  machines: readonly ChosenMachine[],
): Promise<BackupJob[]> {
  const vaultIds = new Set(machines.flatMap(({ items }) => items.map(({ vaultId }) => vaultId)));
  return (await Promise.all([...vaultIds].map((id) => jobsUnderWay(run, id)))).flat();
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
