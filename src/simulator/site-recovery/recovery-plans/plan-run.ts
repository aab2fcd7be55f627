import { continuesBehindFailedAction } from "../../../azure/recovery-plan-steps";
import type { JsonObject } from "../../json";
import { ArmError, type Platform } from "../../operation";
import { plan, type PlannedKind, unplan } from "../../planned-steps";
import { jobEnded } from "../events/job-events";
import { endJob, type Job, jobErrorOf, jobsOf } from "../jobs/job-records";
import { isDoneAlready, allowsOperation, machineSeconds, operateOnMachine } from "./plan-machines";
import { runbookResult, startRunbook } from "./plan-runbook";
import { followItem } from "./plan-content";
import { changeStep, type Running, runOf, type RunStep } from "./plan-record";
import { tellScenario } from "./plan-scenario";

const checkInSeconds = 30;
const shutdownInSeconds = 120;
const runbookPollInSeconds = 30;

/** The next step of each recovery plan's job. */
export const recoveryPlanSteps: PlannedKind = {
  subject: "steps of recovery plan jobs",
  change: "a recovery plan's job goes from one step to the next",
  run: (platform, jobId, word) => {
    const found = runOf(platform, jobId);
    if (found !== undefined) {
      if (word === "await runbook") {
        awaitRunbook(platform, found);
      } else {
        finishStep(platform, found);
      }
    }
  },
};

/** Begins the step that a run is at; behind the last one the job has succeeded. */
export function beginStep(platform: Platform, jobId: string): void {
  const running = runOf(platform, jobId);
  if (running === undefined) {
    succeed(platform, jobId);
    return;
  }
  const startTime = platform.clock.now().toISOString();
  const { verb } = running.run;
  switch (running.step.kind) {
    case "check":
    case "shutdown":
    case "machines": {
      changeStep(platform, running, { state: "InProgress", startTime });
      const seconds = {
        check: checkInSeconds,
        shutdown: shutdownInSeconds,
        machines: machineSeconds[verb],
      };
      plan(platform, recoveryPlanSteps, jobId, "end step", seconds[running.step.kind]);
      return;
    }
    case "manual":
      changeStep(
        platform,
        running,
        { state: "Suspended", startTime },
        { state: "Suspended", stateDescription: "WaitingForManualAction" },
      );
      return;
    case "runbook":
      beginRunbook(platform, running, startTime);
  }
}

function beginRunbook(platform: Platform, running: Running, startTime: string): void {
  const { job, run, step } = running;
  const begun: RunStep = { ...step, state: "InProgress", startTime };
  try {
    const automationJobId = startRunbook(platform, job.id, run, begun);
    changeStep(platform, running, { ...begun, automationJobId });
    plan(platform, recoveryPlanSteps, job.id, "await runbook", runbookPollInSeconds);
  } catch (error) {
    failAction(platform, { ...running, step: begun }, error);
  }
}

function awaitRunbook(platform: Platform, running: Running): void {
  try {
    const result = runbookResult(platform, running.step);
    if (result === undefined) {
      plan(platform, recoveryPlanSteps, running.job.id, "await runbook", runbookPollInSeconds);
    } else {
      goOn(platform, running, { jobOutput: result.output });
    }
  } catch (error) {
    failAction(platform, running, error);
  }
}

/** A runbook that failed stops a planned failover; any other goes on without it. */
function failAction(platform: Platform, running: Running, error: unknown): void {
  const errors = [errorOf(platform, running.job, error)];
  if (continuesBehindFailedAction(running.run.failoverType)) {
    goOn(platform, running, { ...running.step, state: "Failed", errors });
  } else {
    fail(platform, running, errors);
  }
}

function finishStep(platform: Platform, running: Running): void {
  const { job, run, step } = running;
  if (step.kind !== "machines") {
    goOn(platform, running, {});
    return;
  }
  const doneItemIds = [...(step.doneItemIds ?? [])];
  const skippedItemIds: string[] = [];
  const errors: JsonObject[] = [];
  for (const id of step.itemIds.filter((itemId) => !doneItemIds.includes(itemId))) {
    const item = platform.estate.get(id);
    if (item !== undefined && !allowsOperation(item, run.verb) && isDoneAlready(item, run.verb)) {
      skippedItemIds.push(id);
      continue;
    }
    try {
      followItem(platform, run.planId, id, operateOnMachine(platform, id, run.verb, run.options));
      doneItemIds.push(id);
    } catch (error) {
      errors.push({ ...errorOf(platform, job, error), itemId: id });
    }
  }
  const told = { doneItemIds, skippedItemIds };
  if (errors.length === 0) {
    goOn(platform, running, told);
  } else {
    fail(platform, { ...running, step: { ...step, ...told } }, errors);
  }
}

/** Ends the step and begins the next one. */
export function goOn(platform: Platform, running: Running, changes: Partial<RunStep>): void {
  const endTime = platform.clock.now().toISOString();
  const run = { ...running.run, at: running.run.at + 1 };
  changeStep(
    platform,
    { ...running, run },
    { state: "Succeeded", ...changes, endTime },
    { state: "InProgress", stateDescription: "InProgress" },
    running.run.at,
  );
  beginStep(platform, running.job.id);
}

function succeed(platform: Platform, jobId: string): void {
  const job = jobsOf(platform.estate).get(jobId.toLowerCase());
  if (job?.run === undefined) {
    return;
  }
  const failed = job.run.steps.some(({ state }) => state === "Failed");
  const stateDescription = failed ? "PartiallySucceeded" : "Completed";
  const errors = job.run.steps.flatMap((step) => step.errors ?? []);
  const ended = endJob(platform, jobId, "Succeeded", { stateDescription, errors });
  conclude(platform, job, ended, "Succeeded", stateDescription);
}

function fail(platform: Platform, running: Running, errors: readonly JsonObject[]): void {
  const { job, step } = running;
  const endTime = platform.clock.now().toISOString();
  changeStep(platform, running, { ...step, state: "Failed", endTime, errors });
  conclude(platform, job, endJob(platform, job.id, "Failed", { errors }), "Failed", "Failed");
}

/** Takes back what is still to come. The job itself is ended by who cancels it. */
export function cancelRun(platform: Platform, jobId: string): void {
  const running = runOf(platform, jobId);
  if (running !== undefined) {
    unplan(platform, recoveryPlanSteps, jobId);
    const endTime = platform.clock.now().toISOString();
    changeStep(platform, running, { state: "Cancelled", endTime });
    tellScenario(platform, running.run.planId, {
      currentScenarioStatus: "Cancelled",
      currentScenarioStatusDescription: "Cancelled",
    });
  }
}

function conclude(
  platform: Platform,
  job: Job,
  ended: Job | undefined,
  currentScenarioStatus: string,
  currentScenarioStatusDescription: string,
): void {
  tellScenario(platform, job.run?.planId ?? "", {
    currentScenarioStatus,
    currentScenarioStatusDescription,
  });
  jobEnded(platform, ended);
  platform.work.end(job.name);
}

/** A failure of the simulator itself is none of the plan's. */
function errorOf(platform: Platform, job: Job, error: unknown): JsonObject {
  if (!(error instanceof ArmError)) {
    throw error;
  }
  return jobErrorOf(platform, job, error);
}
