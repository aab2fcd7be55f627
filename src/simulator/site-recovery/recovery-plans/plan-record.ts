import type { PlanStep } from "../../../azure/recovery-plan-steps";
import type { JsonObject } from "../../json";
import type { Platform } from "../../operation";
import { changeJob, type Job, jobsOf } from "../jobs/job-records";
import type { MachineOptions, PlanVerb } from "./plan-machines";
import { planTasks } from "./plan-tasks";

/** A step and how far it is. Plain JSON, as all of a run. */
export interface RunStep extends PlanStep {
  readonly state: "NotStarted" | "InProgress" | "Suspended" | "Succeeded" | "Failed" | "Cancelled";
  readonly startTime?: string;
  readonly endTime?: string;
  readonly errors?: readonly JsonObject[];
  /** Machines that the operation has been done to; a restart passes them by. */
  readonly doneItemIds?: readonly string[];
  /** Machines that were there already. */
  readonly skippedItemIds?: readonly string[];
  /** Id of the automation job that runs. */
  readonly automationJobId?: string;
  readonly jobOutput?: string;
  /** What a person wrote behind a manual action. */
  readonly observation?: string;
}

/** The run of an operation on a recovery plan. It is kept with its job. */
export interface PlanRun {
  readonly planId: string;
  readonly verb: PlanVerb;
  readonly failoverType: string;
  readonly direction: string;
  readonly options: MachineOptions;
  /** Index of the step that it is at. */
  readonly at: number;
  readonly steps: readonly RunStep[];
}

/** A run at one of its steps. */
export interface Running {
  readonly job: Job;
  readonly run: PlanRun;
  readonly step: RunStep;
}

export function runOf(platform: Platform, jobId: string): Running | undefined {
  const job = jobsOf(platform.estate).get(jobId.toLowerCase());
  const step = job?.run?.steps[job.run.at];
  return job?.run === undefined || step === undefined ? undefined : { job, run: job.run, step };
}

/** Changes a step, the one that the run is at unless told otherwise, and what the job tells of it all. */
export function changeStep(
  platform: Platform,
  { job, run }: Running,
  changes: Partial<RunStep>,
  told: JsonObject = {},
  index = run.at,
): void {
  const steps = run.steps.map((step, i) => (i === index ? { ...step, ...changes } : step));
  const changed: PlanRun = { ...run, steps };
  const tasks = planTasks(platform, job.id, changed);
  const now = changeJob(platform, job.id, { ...told, tasks });
  if (now !== undefined) {
    jobsOf(platform.estate).set(job.id.toLowerCase(), { ...now, run: changed });
  }
}
