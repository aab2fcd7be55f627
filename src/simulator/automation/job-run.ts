import { jobCommands, jobStates, automationLimits } from "../../azure/automation-limits";
import { deterministicGuid } from "../../azure/guid";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt } from "../json";
import type { Platform } from "../operation";
import { plan, plannedIds, type PlannedKind } from "../planned-steps";
import { accountType } from "./automation-accounts";
import { publishedContent, signsInAsRunAs, writtenLines } from "./runbook-content";
import { countMinutes } from "./job-minutes";
import { runAsSignInProblem } from "./run-as-pieces";

export const jobType = `${accountType}/jobs`;

/** One entry of a job's streams. */
export interface JobStream {
  readonly jobStreamId: string;
  readonly time: string;
  readonly streamType: "Output" | "Error";
  readonly text: string;
}

/** The states that a job takes by itself, each planned when the one before begins. */
export const jobSteps: PlannedKind = {
  subject: "steps of automation jobs",
  change: "a job goes from New over Activating and Running to its end",
  run: (platform, id, step) => {
    const job = platform.estate.get(id);
    if (job !== undefined) {
      enter(platform, job, step);
    }
  },
};

/** What comes after a state by itself. */
const next: Readonly<Record<string, string>> = {
  New: "Activating",
  Activating: "Running",
  Running: "Completed",
  Stopping: "Stopped",
  Suspending: "Suspended",
  Resuming: "Running",
};

const doing = { stop: "Stopping", suspend: "Suspending", resume: "Resuming" } as const;

/** Makes a job and sets it going. */
export function createJob(
  platform: Platform,
  wanted: {
    readonly accountId: string;
    readonly name: string;
    readonly runbookName: string;
    readonly parameters: JsonObject;
    readonly runOn: string;
  },
): StoredResource {
  const { accountId, name, runbookName, parameters, runOn } = wanted;
  forgetOldJobs(platform, accountId);
  const now = platform.clock.now().toISOString();
  const account = platform.estate.get(accountId)?.id ?? accountId;
  const job: StoredResource = {
    id: `${account}/jobs/${name}`,
    name,
    type: jobType,
    properties: {
      jobId: deterministicGuid("automation job", account, name, now),
      creationTime: now,
      lastModifiedTime: now,
      lastStatusModifiedTime: now,
      startTime: null,
      endTime: null,
      exception: null,
      provisioningState: "Processing",
      status: "New",
      statusDetails: "None",
      startedBy: "",
      runbook: { name: runbookName },
      jobRuntimeEnvironment: {
        runtimeEnvironmentName:
          valueAt(
            platform.estate.get(`${account}/runbooks/${runbookName}`),
            "properties.runtimeEnvironment",
          ) ?? null,
      },
      parameters,
      runOn,
    },
  };
  platform.estate.notes<JobStream[]>(streamSubject).delete(job.id.toLowerCase());
  platform.estate.put(job);
  planNext(platform, job.id, "New");
  return job;
}

export function commandJob(
  platform: Platform,
  job: StoredResource,
  command: keyof typeof jobCommands,
): void {
  enter(platform, job, doing[command]);
}

/** How many jobs of an account have not ended. */
export function jobsUnderwayIn(platform: Platform, accountId: string): number {
  const prefix = `${accountId.toLowerCase()}/`;
  return plannedIds(platform, jobSteps).filter(
    (id) => id.startsWith(prefix) && platform.estate.get(id) !== undefined,
  ).length;
}

export function jobStreamsOf(platform: Platform, job: StoredResource): readonly JobStream[] {
  return platform.estate.notes<JobStream[]>(streamSubject).get(job.id.toLowerCase()) ?? [];
}

const streamSubject = "streams of automation jobs";

function enter(platform: Platform, job: StoredResource, wanted: string): void {
  const runbookId = `${accountOf(job)}/runbooks/${asText(valueAt(job, "properties.runbook.name")) ?? ""}`;
  const problem = wanted === "Completed" ? problemOf(platform, job, runbookId) : null;
  const status = problem === null ? wanted : "Failed";
  const now = platform.clock.now().toISOString();
  const before = asObject(job.properties);
  const ended = jobStates[status] === "ended";
  if (status === "Completed" || status === "Failed") {
    writeStreams(platform, job, runbookId, problem);
  }
  platform.estate.put({
    ...job,
    properties: {
      ...before,
      status,
      exception: problem,
      provisioningState: provisioningState(status),
      startTime: before.startTime ?? (status === "Running" ? now : null),
      endTime: ended ? now : null,
      lastModifiedTime: now,
      lastStatusModifiedTime: now,
    },
  });
  const startTime = asText(before.startTime);
  if (ended && startTime !== undefined) {
    const milliseconds = platform.clock.now().getTime() - new Date(startTime).getTime();
    countMinutes(platform, accountOf(job), milliseconds / 60_000);
  }
  planNext(platform, job.id, status);
}

function planNext(platform: Platform, jobId: string, status: string): void {
  const step = next[status];
  if (step !== undefined) {
    const { automationJobQueuesInSeconds, automationJobRunsInSeconds } = platform.assumptions;
    const seconds =
      status === "Running" ? automationJobRunsInSeconds : automationJobQueuesInSeconds;
    plan(platform, jobSteps, jobId, step, seconds);
  }
}

function provisioningState(status: string): string {
  if (status === "Completed") {
    return "Succeeded";
  }
  return status === "Failed" || status === "Suspended" ? status : "Processing";
}

/** Why a job fails: it was made to, or its runbook cannot sign in as the Run As account. */
function problemOf(platform: Platform, job: StoredResource, runbookId: string): string | null {
  if (platform.faults.strikes("job fails", runbookId)) {
    return "The runbook was made to fail.";
  }
  return signsInAsRunAs(publishedContent(platform, runbookId))
    ? runAsSignInProblem(platform, accountOf(job))
    : null;
}

/** A job writes what its runbook writes in so many words; nothing else of a runbook is carried out. */
function writeStreams(
  platform: Platform,
  job: StoredResource,
  runbookId: string,
  exception: string | null,
): void {
  const time = platform.clock.now().toISOString();
  const entry = (streamType: JobStream["streamType"], text: string, i: number): JobStream => ({
    jobStreamId: `${deterministicGuid("job stream", job.id, time)}_${String(i).padStart(20, "0")}`,
    time,
    streamType,
    text,
  });
  const content = publishedContent(platform, runbookId);
  const streams =
    exception === null
      ? writtenLines(content).map((text, i) => entry("Output", text, i))
      : [entry("Error", exception, 0)];
  platform.estate.notes<JobStream[]>(streamSubject).set(job.id.toLowerCase(), streams);
}

/** A job is kept for 30 days after it has ended. Source: as `automationLimits`. */
function forgetOldJobs(platform: Platform, accountId: string): void {
  const prefix = `${accountId.toLowerCase()}/`;
  const oldest = platform.clock.now().getTime() - automationLimits.jobRetentionInDays * 86_400_000;
  const streams = platform.estate.notes<JobStream[]>(streamSubject);
  for (const { id, properties } of platform.estate.ofType(jobType)) {
    const end = asText(asObject(properties).endTime);
    if (
      end !== undefined &&
      new Date(end).getTime() < oldest &&
      id.toLowerCase().startsWith(prefix)
    ) {
      platform.estate.asPlatform(() => {
        platform.estate.delete(id);
      });
      streams.delete(id.toLowerCase());
    }
  }
}

function accountOf(job: StoredResource): string {
  return job.id.split("/").slice(0, -2).join("/");
}
