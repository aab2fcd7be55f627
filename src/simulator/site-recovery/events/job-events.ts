import { asArray, asText, type JsonObject, valueAt } from "../../json";
import type { Platform } from "../../operation";
import { type Job, stateOf } from "../jobs/job-records";
import { vaultIdOf } from "../vault-entities";
import { affectedObject } from "./affected-object";
import { writeEvent } from "./event-records";

/** Jobs whose success is worth an event. */
const failovers = new Set(["UnplannedFailover", "PlannedFailover", "TestFailover"]);

/** Writes the event of a job that has failed, or of a failover that is done. */
export function jobEnded(platform: Platform, job: Job | undefined): void {
  if (job === undefined) {
    return;
  }
  const { properties } = job;
  const scenario = asText(properties.scenarioName) ?? "";
  const title = asText(properties.friendlyName) ?? scenario;
  const targetId = asText(properties.targetObjectId) ?? "";
  const failed = stateOf(job) === "Failed";
  if (!failed && !(failovers.has(scenario) && stateOf(job) === "Succeeded")) {
    return;
  }
  const error = valueAt(asArray(properties.errors)[0], "serviceErrorDetails") as
    JsonObject | undefined;
  writeEvent(platform, vaultIdOf(job.id), {
    kind: "JobStatusEvent",
    code: `${scenario} ${stateOf(job)}`,
    description: failed ? `${title} failed` : `${title} completed`,
    eventType: failed ? "JobFailure" : "JobStatus",
    severity: failed ? "Critical" : "OK",
    properties: {
      ...affectedObject(platform, targetId),
      eventSpecificDetails: {
        instanceType: "JobStatus",
        jobId: job.id,
        jobFriendlyName: title,
        jobStatus: stateOf(job),
        affectedObjectType: properties.targetInstanceType,
      },
      healthErrors: failed
        ? [
            {
              errorLevel: "Error",
              errorCode: error?.code,
              errorMessage: error?.message,
              possibleCauses: error?.possibleCauses,
              recommendedAction: error?.recommendedAction,
              creationTimeUtc: platform.clock.now().toISOString(),
            },
          ]
        : [],
    },
  });
}
