import {
  allowedJobActions,
  hasEnded,
  type ReplicationJobTask,
} from "../../../azure/site-recovery-jobs";
import { deterministicGuid } from "../../../azure/guid";
import type { Estate } from "../../estate";
import { asText, type JsonObject, without, withoutUndefined } from "../../json";
import { ArmError, type Platform } from "../../operation";
import { vaultType } from "../vault-entities";
import type { PlanRun } from "../recovery-plans/plan-record";
import { tasksAt } from "./job-tasks";

/** The request that began a job: what a restart does once more. */
export interface JobRequest {
  readonly method: string;
  readonly path: string;
  readonly apiVersion: string;
  readonly body?: unknown;
}

/** A job as it is kept: what a GET answers, and how it goes on. Plain JSON. */
export interface Job {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly properties: JsonObject;
  /** Steps of a job whose work is one piece; one that goes step by step keeps `properties.tasks` itself. Jobs of older saves have none. */
  readonly steps?: readonly ReplicationJobTask[];
  readonly durationInSeconds?: number;
  /** Of a recovery plan's job: its steps, and how far it is. */
  readonly run?: PlanRun | undefined;
  /** Left out when there is nothing to do once more. */
  readonly request?: JobRequest | undefined;
}

/** What is written of a job that begins. */
export interface NewJob {
  readonly scenarioName: string;
  readonly friendlyName?: string | undefined;
  readonly targetId: string;
  readonly targetInstanceType: string;
  readonly durationInSeconds: number;
  readonly steps: readonly ReplicationJobTask[];
  readonly customDetails?: JsonObject | undefined;
  readonly request?: JobRequest | undefined;
  readonly run?: PlanRun | undefined;
}

/** Jobs are a record of work, no part of what the estate holds. */
export function jobsOf(estate: Estate): Map<string, Job> {
  return estate.notes<Job>("replication jobs");
}

export function jobId(vaultId: string, name: string): string {
  return `${vaultId}/replicationJobs/${name}`;
}

/** Writes a job that begins now, in place of one of the same name. */
export function beginJob(platform: Platform, vaultId: string, name: string, job: NewJob): Job {
  forgetOldJobs(platform);
  const id = jobId(vaultId, name);
  const begun: Job = {
    id,
    name,
    type: `${vaultType}/replicationJobs`,
    properties: withoutUndefined({
      activityId: `${deterministicGuid("request", id)} ActivityId: ${deterministicGuid("activity", id)}`,
      scenarioName: job.scenarioName,
      friendlyName: job.friendlyName,
      state: "InProgress",
      stateDescription: "InProgress",
      tasks: [],
      errors: [],
      startTime: platform.clock.now().toISOString(),
      targetObjectId: job.targetId,
      targetObjectName: job.targetId.split("/").at(-1),
      targetInstanceType: job.targetInstanceType,
      customDetails: {
        instanceType: "AsrJobDetails",
        affectedObjectDetails: {},
        ...job.customDetails,
      },
    }),
    steps: job.steps,
    durationInSeconds: job.durationInSeconds,
    ...(job.request !== undefined && { request: job.request }),
    ...(job.run !== undefined && { run: job.run }),
  };
  jobsOf(platform.estate).set(id.toLowerCase(), begun);
  return begun;
}

/** Changes what a job says; answers it as it is then, or nothing when it is no longer kept. */
export function changeJob(platform: Platform, id: string, changes: JsonObject): Job | undefined {
  const jobs = jobsOf(platform.estate);
  const before = jobs.get(id.toLowerCase());
  if (before === undefined) {
    return undefined;
  }
  const job = { ...before, properties: { ...before.properties, ...changes } };
  jobs.set(id.toLowerCase(), job);
  return job;
}

/** Ends a job. Of one that is done nothing is left to do once more. */
export function endJob(
  platform: Platform,
  id: string,
  state: "Succeeded" | "Failed" | "Cancelled",
  changes: JsonObject = {},
): Job | undefined {
  const endTime = platform.clock.now().toISOString();
  const ended = changeJob(platform, id, { state, stateDescription: state, endTime, ...changes });
  if (ended === undefined || state === "Failed") {
    return ended;
  }
  const kept: Job = withoutUndefined({ ...ended, request: undefined, run: undefined });
  jobsOf(platform.estate).set(id.toLowerCase(), kept);
  return kept;
}

export function stateOf(job: Job): string {
  return asText(job.properties.state) ?? "";
}

/** The whole job, as a GET of it answers. */
export function presentedJob(platform: Platform, job: Job): JsonObject {
  const { id, name, type, properties } = job;
  return {
    id,
    name,
    type,
    properties: {
      ...withoutUndefined(properties),
      tasks: (job.steps ?? []).length === 0 ? properties.tasks : tasksAt(job, platform.clock.now()),
      allowedActions: allowedJobActions(asText(properties.scenarioName) ?? "", stateOf(job)),
    },
  };
}

/** A job in a list: without its tasks and details. Source: ReplicationJobs_List.json. */
export function listedJob(platform: Platform, job: Job): JsonObject {
  const { properties, ...rest } = presentedJob(platform, { ...job, steps: [] });
  return {
    ...rest,
    properties: { ...without(properties as JsonObject, "activityId", "customDetails"), tasks: [] },
  };
}

/** What a job tells of the error that it failed with: code, text, causes and what to do. */
export function jobErrorOf(platform: Platform, job: Pick<Job, "id">, error: unknown): JsonObject {
  const serviceErrorDetails =
    error instanceof ArmError
      ? { code: error.code, message: error.message, ...error.details?.[0] }
      : { code: "InternalError", message: String(error) };
  return {
    errorLevel: "Error",
    creationTime: platform.clock.now().toISOString(),
    serviceErrorDetails: {
      activityId: deterministicGuid("activity", job.id),
      possibleCauses: "Check the error message.",
      recommendedAction: "Resolve the issue and retry the operation.",
      ...serviceErrorDetails,
    },
  };
}

/** Forgets what ended too long ago. The oldest stand first, so this looks at no more than it forgets. */
function forgetOldJobs(platform: Platform): void {
  const jobs = jobsOf(platform.estate);
  const oldest =
    platform.clock.now().getTime() -
    platform.assumptions.siteRecoveryRecordsKeptInDays * 86_400_000;
  for (const [key, job] of jobs) {
    if (new Date(asText(job.properties.startTime) ?? "").getTime() >= oldest) {
      return;
    }
    if (hasEnded(stateOf(job))) {
      jobs.delete(key);
    }
  }
}
