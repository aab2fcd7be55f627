import type { Platform } from "../../operation";
import { resumePlans } from "../../planned-steps";
import type { SteppedJobs } from "../jobs/job-operations";
import { changeJob } from "../jobs/job-records";
import { changeStep, runOf } from "./plan-record";
import { beginStep, cancelRun, goOn, recoveryPlanSteps } from "./plan-run";
import { tellScenario } from "./plan-scenario";

/** What can be done to the job of a recovery plan. */
export const planJobs: SteppedJobs = {
  has: (platform, jobId) => runOf(platform, jobId) !== undefined,
  resume: (platform, jobId, observation) => {
    const running = runOf(platform, jobId);
    if (running?.step.state === "Suspended") {
      goOn(platform, running, { observation });
    }
  },
  restart: (platform, jobId) => {
    const running = runOf(platform, jobId);
    if (running !== undefined) {
      changeStep(platform, running, { state: "NotStarted", errors: [] });
      changeJob(platform, jobId, {
        state: "InProgress",
        stateDescription: "InProgress",
        errors: [],
        endTime: undefined,
      });
      tellScenario(platform, running.run.planId, {
        currentScenarioStatus: "InProgress",
        currentScenarioStatusDescription: "InProgress",
      });
      beginStep(platform, jobId);
    }
  },
  cancel: cancelRun,
};

/** Lets the jobs of recovery plans go on after an estate was loaded. */
export function resumeRecoveryPlans(platform: Platform): void {
  resumePlans(platform, recoveryPlanSteps);
}
