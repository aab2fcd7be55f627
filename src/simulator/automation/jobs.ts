import { jobParametersProblem, automationLimits, jobCommands } from "../../azure/automation-limits";
import { parentId } from "../../azure/resource-id";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, valueAt } from "../json";
import { ArmError, type Answer, type Call, type Operation } from "../operation";
import { page } from "../resource-manager/paging";
import { requireParent, requireResource } from "../resource-manager/resource-checks";
import { resourceAction, resourceType } from "../resource-manager/resource-type";
import { requireBody } from "../resource-manager/resource-write";
import { accountPath, examples } from "./automation-accounts";
import { badRequest, conflict, notFound } from "./automation-errors";
import { commandJob, createJob, jobStreamsOf, jobType, jobsUnderwayIn } from "./job-run";
import { isPublished } from "./runbook-content";

const one = `${accountPath}/jobs/{jobName}`;
const action = (words: string): string => `${jobType}/${words}`;

/** Jobs: one run of a runbook each. They cannot be changed or deleted. */
export const jobOperations: Operation[] = [
  ...resourceType({
    type: jobType,
    path: one,
    get: { id: "Job_Get", witness: `${examples}/job/getJob.json` },
    lists: [
      {
        id: "Job_ListByAutomationAccount",
        path: `${accountPath}/jobs`,
        witness: `${examples}/job/listJobsByAutomationAccount.json`,
      },
    ],
  }),
  {
    id: "Job_Create",
    method: "PUT",
    path: one,
    action: action("write"),
    witness: `${examples}/job/createJob.json, whose one answer is 201`,
    handle: create,
  },
  ...(["stop", "suspend", "resume"] as const).map((command) =>
    resourceAction({
      type: jobType,
      id: `Job_${command.replace(/^./, (letter) => letter.toUpperCase())}`,
      path: `${one}/${command}`,
      action: action(`${command}/action`),
      witness: `${examples}/job/${command}Job.json`,
      handle: (call, job) => commanded(call, job, command),
    }),
  ),
  {
    id: "Job_GetOutput",
    method: "GET",
    path: `${one}/output`,
    action: action("output/read"),
    witness: `${examples}/job/getJobOutput.json`,
    handle: (call) => {
      const job = jobAbove(call, 1);
      const lines = jobStreamsOf(call, job).filter(({ streamType }) => streamType === "Output");
      return {
        status: 200,
        headers: { "content-type": "text/plain" },
        body: lines.map(({ text }) => text).join("\n"),
      };
    },
  },
  {
    id: "JobStream_ListByJob",
    method: "GET",
    path: `${one}/streams`,
    action: action("streams/read"),
    witness: `${examples}/jobStream/listJobStreamsByJob.json`,
    handle: (call) => {
      const job = jobAbove(call, 1);
      const streams = jobStreamsOf(call, job).map((stream) => streamView(job, stream, false));
      return { status: 200, body: page(call, streams) };
    },
  },
  {
    id: "JobStream_Get",
    method: "GET",
    path: `${one}/streams/{jobStreamId}`,
    action: action("streams/read"),
    witness: `${examples}/jobStream/getJobStream.json`,
    handle: (call) => {
      const job = jobAbove(call, 2);
      const id = call.parameters.jobStreamId ?? "";
      const stream = jobStreamsOf(call, job).find((s) => s.jobStreamId === id);
      if (stream === undefined) {
        throw notFound("job stream", id);
      }
      return { status: 200, body: streamView(job, stream, true) };
    },
  },
];

function create(call: Call): Answer {
  const body = requireBody(call);
  requireParent({}, call, call.path);
  const account = parentId(call.path) ?? "";
  const name = call.parameters.jobName ?? "";
  if (call.estate.get(call.path) !== undefined) {
    throw conflict(`Job with specified id already exists. Job id: ${name}`);
  }
  const properties = asObject(body.properties);
  const runbookName = asText(valueAt(properties, "runbook.name")) ?? "";
  const runbook = call.estate.get(`${account}/runbooks/${runbookName}`);
  if (runbook === undefined) {
    throw notFound("runbook", runbookName);
  }
  if (!isPublished(runbook)) {
    throw badRequest(`The runbook '${runbookName}' has not been published.`);
  }
  const parameters = asObject(properties.parameters);
  const problem = jobParametersProblem(parameters);
  if (problem !== undefined) {
    throw badRequest(problem);
  }
  requireRoom(call, account);
  const job = createJob(call, {
    accountId: account,
    name,
    runbookName: runbook.name,
    parameters,
    runOn: asText(properties.runOn) ?? "",
  });
  return { status: 201, body: job };
}

/** Only jobs that no schedule started are held to these two limits. Source: as `automationLimits`. */
function requireRoom(call: Call, account: string): void {
  const { concurrentJobs, newJobsInThirtySeconds } = automationLimits;
  if (jobsUnderwayIn(call, account) >= concurrentJobs) {
    throw tooManyJobs(`${concurrentJobs} jobs are running at the same time.`);
  }
  const since = call.clock.now().getTime() - 30_000;
  const prefix = `${account.toLowerCase()}/`;
  const recent = call.estate
    .ofType(jobType)
    .filter(
      ({ id, properties }) =>
        id.toLowerCase().startsWith(prefix) &&
        new Date(asText(asObject(properties).creationTime) ?? "").getTime() > since,
    );
  if (recent.length >= newJobsInThirtySeconds) {
    throw tooManyJobs(`${newJobsInThirtySeconds} jobs were created in 30 seconds.`);
  }
}

function tooManyJobs(reason: string): ArmError {
  return new ArmError(
    429,
    "TooManyRequests",
    `The job cannot be created, because the automation account has reached its limit: ${reason}`,
  );
}

function commanded(call: Call, job: StoredResource, command: keyof typeof jobCommands): Answer {
  const state = asText(asObject(job.properties).status) ?? "";
  if (!(jobCommands[command] as readonly string[]).includes(state)) {
    throw badRequest(`The job '${job.name}' cannot ${command} in the state '${state}'.`);
  }
  commandJob(call, job, command);
  return { status: 200 };
}

/** The job that stands so many words above a call's path. */
function jobAbove(call: Call, words: number): StoredResource {
  const id = call.path.split("/").slice(0, -words).join("/");
  return requireResource({ type: jobType }, call, id);
}

function streamView(
  job: StoredResource,
  stream: ReturnType<typeof jobStreamsOf>[number],
  whole: boolean,
): object {
  const { jobStreamId, time, streamType, text } = stream;
  return {
    id: `${job.id}/streams/${jobStreamId}`,
    properties: {
      jobStreamId,
      time,
      streamType,
      summary: asArray(text.split("\n"))[0],
      ...(whole && { streamText: text, value: { value: text } }),
    },
  };
}
