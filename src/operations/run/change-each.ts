import pMap from "p-map";
import type { ChangePlan, PlannedChange } from "./change-plan";
import { type ChangeOutcome, type ChangeReport, type ChangeState, reportOf } from "./change-report";
import { TimeIsOver, type WorkEnd } from "./long-running";
import { describeError } from "./operation-error";
import type { Run } from "./run";

/** How the change of one thing ended: that of its work in Azure, or told by who did it. */
export type ChangeEnd =
  WorkEnd | { readonly state: Exclude<ChangeState, "notStarted">; readonly detail?: string };

/**
 * Carries out a plan, so many changes at a time as the run allows. One that fails keeps none of the
 * others from being made; once the run is ended, or its time is over, no
 * further one is begun.
 */
export async function changeEach<Change extends PlannedChange>(
  run: Run,
  plan: ChangePlan & { readonly changes: readonly Change[] },
  work: (change: Change) => Promise<ChangeEnd>,
): Promise<ChangeReport> {
  const outcomes = await pMap(
    plan.changes,
    async (change) => {
      const outcome = await outcomeOf(run, change, work);
      if (outcome.state !== "notStarted") {
        run.step(change, outcome.state, outcome.detail);
      }
      return outcome;
    },
    { concurrency: run.atMost },
  );
  return reportOf(run, plan, outcomes);
}

/**
 * Carries a plan out one change after the other: each rests upon those before it, so that nothing
 * further is begun once one did not succeed.
 */
export async function changeInTurn<Change extends PlannedChange>(
  run: Run,
  plan: ChangePlan & { readonly changes: readonly Change[] },
  work: (change: Change) => Promise<ChangeEnd>,
): Promise<ChangeReport> {
  const outcomes: ChangeOutcome[] = [];
  for (const change of plan.changes) {
    const goesOn = outcomes.every(({ state }) => state === "succeeded");
    const outcome = goesOn
      ? await outcomeOf(run, change, work)
      : ({ id: change.id, name: change.name, state: "notStarted" } as const);
    if (outcome.state !== "notStarted") {
      run.step(change, outcome.state, outcome.detail);
    }
    outcomes.push(outcome);
  }
  return reportOf(run, plan, outcomes);
}

/**
 * Carries a plan out like {@linkcode changeEach}, and begins a change only beside those with which it
 * may be under way at the same time. What must wait lets others go before it.
 *
 * @param mayBegin - Whether a change may be begun beside those under way; not asked when there are none.
 */
export async function changeBeside<Change extends PlannedChange>(
  run: Run,
  plan: ChangePlan & { readonly changes: readonly Change[] },
  work: (change: Change) => Promise<ChangeEnd>,
  mayBegin: (change: Change, underWay: readonly Change[]) => boolean,
): Promise<ChangeReport> {
  const outcomes = new Map<Change, ChangeOutcome>();
  const underWay = new Map<Change, Promise<void>>();
  const changes: readonly Change[] = plan.changes;
  const waiting = new Set(changes);
  const start = async (change: Change): Promise<void> => {
    const outcome = await outcomeOf(run, change, work);
    if (outcome.state !== "notStarted") {
      run.step(change, outcome.state, outcome.detail);
    }
    outcomes.set(change, outcome);
    underWay.delete(change);
  };
  while (waiting.size > 0 || underWay.size > 0) {
    for (const change of waiting) {
      if (underWay.size >= run.atMost) {
        break;
      }
      if (underWay.size === 0 || mayBegin(change, [...underWay.keys()])) {
        waiting.delete(change);
        underWay.set(change, start(change));
      }
    }
    await Promise.race(underWay.values());
  }
  return reportOf(
    run,
    plan,
    changes.flatMap((change) => outcomes.get(change) ?? []),
  );
}

async function outcomeOf<Change extends PlannedChange>(
  run: Run,
  change: Change,
  work: (change: Change) => Promise<ChangeEnd>,
): Promise<ChangeOutcome> {
  const { id, name } = change;
  if (run.signal.aborted || run.remainingInMilliseconds === 0) {
    return { id, name, state: "notStarted" };
  }
  run.step(change, "running", change.change);
  try {
    const end = await work(change);
    const detail = detailOf(end);
    return { id, name, state: end.state, ...(detail === undefined ? {} : { detail }) };
  } catch (error) {
    if (error instanceof TimeIsOver) {
      return { id, name, state: "timedOut", detail: error.message };
    }
    // A request that was cut off may have reached Azure. The signal may have been aborted meanwhile.
    return (run.signal as { readonly aborted: boolean }).aborted
      ? {
          id,
          name,
          state: "underWay",
          detail: "The run was ended while Azure was asked; it may have begun.",
        }
      : { id, name, state: "failed", detail: describeError(error) };
  }
}

function detailOf(end: ChangeEnd): string | undefined {
  if ("error" in end) {
    return describeError(end.error);
  }
  if ("reason" in end) {
    return end.reason;
  }
  return "detail" in end ? end.detail : undefined;
}
