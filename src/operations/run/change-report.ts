import type { ChangePlan, SkippedChange } from "./change-plan";
import type { Run } from "./run";

/** How the change of one thing ended. */
export type ChangeState =
  | "succeeded"
  | "failed"
  /** Accepted by Azure, and not ended within the run's time. */
  | "timedOut"
  /** Accepted by Azure, and no longer followed, for example because the run was ended. */
  | "underWay"
  /** Nothing was asked of Azure, because the run was ended before, or its time was over. */
  | "notStarted";

export interface ChangeOutcome {
  readonly id: string;
  readonly name: string;
  readonly state: ChangeState;
  /** What came of it or why it failed; with what to do. */
  readonly detail?: string;
}

/** What came of a plan. Whoever reads it knows what to do next from `howToGoOn`. */
export interface ChangeReport {
  readonly runId: string;
  readonly title: string;
  /** Changes that the plan held. */
  readonly selected: number;
  /** Changes that were asked of Azure. */
  readonly started: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly timedOut: number;
  readonly underWay: number;
  readonly outcomes: readonly ChangeOutcome[];
  readonly skipped: readonly SkippedChange[];
  /** Whether the run was ended from outside. */
  readonly interrupted: boolean;
  /** What to do about everything that did not succeed; empty when all did. */
  readonly howToGoOn: readonly string[];
}

export function reportOf(
  run: Run,
  plan: ChangePlan,
  outcomes: readonly ChangeOutcome[],
): ChangeReport {
  const count = (state: ChangeState) =>
    outcomes.filter((outcome) => outcome.state === state).length;
  const failedToStart = outcomes.filter(({ state }) => state === "notStarted").length;
  return {
    runId: run.id,
    title: plan.title,
    selected: plan.changes.length,
    started: outcomes.length - failedToStart,
    succeeded: count("succeeded"),
    failed: count("failed"),
    timedOut: count("timedOut"),
    underWay: count("underWay"),
    outcomes,
    skipped: plan.skipped,
    interrupted: run.signal.aborted,
    howToGoOn: howToGoOn(outcomes),
  };
}

/** Whether everything of a plan was done. */
export function isComplete(report: ChangeReport): boolean {
  return report.succeeded === report.selected;
}

function howToGoOn(outcomes: readonly ChangeOutcome[]): string[] {
  const names = (...states: ChangeState[]) =>
    outcomes.filter(({ state }) => states.includes(state)).map(({ name }) => name);
  const unseen = names("timedOut", "underWay");
  const waiting = names("notStarted");
  return [
    ...(unseen.length === 0
      ? []
      : [
          `Azure goes on with ${listed(unseen)}. Run the same command again: it waits for what is under way and begins nothing twice.`,
        ]),
    ...(waiting.length === 0
      ? []
      : [`Not begun: ${listed(waiting)}. Run the same command again to go on.`]),
  ];
}

/** The first names and how many more. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
