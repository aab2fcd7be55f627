import type { StoredResource } from "../../estate";
import { asText, type JsonObject, valueAt } from "../../json";
import type { Platform } from "../../operation";
import { jobsOf, stateOf } from "../jobs/job-records";

/*
 * What a recovery plan tells of its last job. Source: ReplicationRecoveryPlans_FailoverCommit.json.
 */

function scenariosOf(platform: Platform): Map<string, JsonObject> {
  return platform.estate.notes<JsonObject>("scenarios of recovery plans");
}

/** `currentScenario` and the times of the last failovers; empty for a plan that was never used. */
export function scenarioOf(platform: Platform, planId: string): JsonObject {
  return scenariosOf(platform).get(planId.toLowerCase()) ?? {};
}

export function tellScenario(platform: Platform, planId: string, changes: JsonObject): void {
  const before = scenarioOf(platform, planId);
  scenariosOf(platform).set(planId.toLowerCase(), { ...before, ...changes });
}

export function forgetScenario(platform: Platform, planId: string): void {
  scenariosOf(platform).delete(planId.toLowerCase());
  platform.estate.notes("directions of recovery plans").delete(planId.toLowerCase());
}

/** The way of the last failover: a commit or a reprotection goes it too. */
export function lastDirection(platform: Platform, planId: string): string {
  const directions = platform.estate.notes<string>("directions of recovery plans");
  return directions.get(planId.toLowerCase()) ?? "PrimaryToRecovery";
}

export function rememberDirection(platform: Platform, planId: string, direction: string): void {
  platform.estate
    .notes<string>("directions of recovery plans")
    .set(planId.toLowerCase(), direction);
}

/** Whether a job of the plan runs or waits. */
export function isUnderWay(platform: Platform, plan: StoredResource): boolean {
  const jobId = asText(valueAt(scenarioOf(platform, plan.id), "currentScenario.jobId")) ?? "";
  const job = jobsOf(platform.estate).get(jobId.toLowerCase());
  return job !== undefined && ["InProgress", "Suspended"].includes(stateOf(job));
}
