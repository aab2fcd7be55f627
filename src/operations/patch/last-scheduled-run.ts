import { utcMinute } from "../../azure/local-time";
import { patchErrorsIn } from "../../azure/patch-errors";
import { type ScheduleRunRow, scheduleRunsQuery } from "../../azure/resource-graph-queries";
import { describeError } from "../run/operation-error";
import { queryAll } from "../run/resource-graph";
import type { Run } from "../run/run";
import type { PatchMachine } from "./machines";
import { installCommand } from "./next-commands";
import { type ExplainedMachine, met, notMet, type PatchRequirement } from "./requirement";
import { describePatchError } from "./result-problems";

/** What Azure Resource Graph asks for before it tells of runs. */
const runsRead = "Microsoft.Maintenance/applyUpdates/read";

/** The last run of a schedule that a machine was in, `null` where there is none; or why it cannot be seen. */
export type SeenScheduledRun =
  { readonly last: ScheduleRunRow | null } | { readonly reason: string };

/**
 * Reads the last run of a schedule that a machine was in: one request. What may not be read is a reason, not an error.
 */
export async function readLastScheduledRun(
  run: Run,
  { row }: PatchMachine,
): Promise<SeenScheduledRun> {
  try {
    const runs = await queryAll(run, scheduleRunsQuery({ machineIds: [row.id] }), [
      row.subscriptionId,
    ]);
    const [last = null] = runs.sort((one, other) => other.startedAt.localeCompare(one.startedAt));
    return { last };
  } catch (error) {
    run.signal.throwIfAborted();
    return { reason: `Runs of schedules cannot be read: ${describeError(error)}` };
  }
}

/** The last window did its work. Nothing for a machine that no schedule reaches. */
export function lastScheduledRun({
  machine,
  scheduledRun: seen,
}: ExplainedMachine): PatchRequirement[] {
  const name = "last scheduled run";
  if (seen === undefined) {
    return [];
  }
  if ("reason" in seen) {
    return [{ name, state: "unknown", found: seen.reason }];
  }
  const { last } = seen;
  if (last === null) {
    const found = `None is seen in the last 30 days: no window has opened, or you lack ${runsRead}.`;
    return [{ name, state: "unknown", found }];
  }
  const { scheduleId, startedAt, status, errorCode: code, errorMessage: message } = last;
  const which = `That of "${scheduleName(machine, scheduleId)}" at ${utcMinute(startedAt)}`;
  if (/^(?:inprogress|pending)$/i.test(status)) {
    return [met(name, `${which} is under way.`)];
  }
  if (/^(?:completed|succeeded|noupdatespending)$/i.test(status)) {
    return [met(name, `${which} ended as ${status}.`)];
  }
  const [error] = patchErrorsIn({ code, message });
  const why = error === undefined ? "" : ` ${describePatchError(error)}`;
  return [
    notMet(
      name,
      `${which} ended as ${status}.${why}`,
      error === undefined || error.cause === "Other"
        ? `Mend what else is missing: the next window tries again, or install now with ${installCommand(machine)}.`
        : error.fix,
    ),
  ];
}

function scheduleName({ schedules }: PatchMachine, scheduleId: string): string {
  const known = schedules.find(({ id }) => id.toLowerCase() === scheduleId.toLowerCase());
  return known?.name ?? scheduleId.slice(scheduleId.lastIndexOf("/") + 1);
}
