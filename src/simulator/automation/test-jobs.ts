import { jobCommands, jobStates } from "../../azure/automation-limits";
import { asObject, type JsonObject } from "../json";
import type { Answer, Call, Operation, Platform } from "../operation";
import { plan, type PlannedKind } from "../planned-steps";
import { examples } from "./automation-accounts";
import { badRequest, notFound } from "./automation-errors";
import { contentOf } from "./runbook-content";
import { runbookAbove } from "./runbook-draft";
import { runbookPath, runbookType } from "./runbooks";

const path = `${runbookPath}/draft/testJob`;
const action = (words: string): string => `${runbookType}/draft/testJob/${words}`;

/** The states that a test job takes by itself. */
export const testJobSteps: PlannedKind = {
  subject: "steps of automation test jobs",
  change: "a job goes from New over Activating and Running to its end",
  run: (platform, id, step) => {
    if (testJobs(platform).has(id.toLowerCase()) && platform.estate.get(id) !== undefined) {
      enter(platform, id, step);
    }
  },
};

const next: Readonly<Record<string, string>> = {
  New: "Activating",
  Activating: "Running",
  Running: "Completed",
  Stopping: "Stopped",
  Suspending: "Suspended",
  Resuming: "Running",
};

const doing = { stop: "Stopping", suspend: "Suspending", resume: "Resuming" } as const;

/** Test jobs: a run of a runbook's draft. A runbook has one at most, the last. */
export const testJobOperations: Operation[] = [
  {
    id: "TestJob_Create",
    method: "PUT",
    path,
    action: action("write"),
    witness: `${examples}/createTestJob.json, whose one answer is 201`,
    handle: create,
  },
  {
    id: "TestJob_Get",
    method: "GET",
    path,
    action: action("read"),
    witness: `${examples}/getTestJob.json`,
    handle: (call) => ({ status: 200, body: testJobOf(call, runbookAbove(call, 2).id) }),
  },
  ...(["stop", "suspend", "resume"] as const).map((command): Operation => ({
    id: `TestJob_${command.replace(/^./, (letter) => letter.toUpperCase())}`,
    method: "POST",
    path: `${path}/${command}`,
    action: action(`${command}/action`),
    witness: `${examples}/${command}TestJob.json`,
    handle: (call) => {
      const runbook = runbookAbove(call, 3);
      const state = String(testJobOf(call, runbook.id).status);
      if (!(jobCommands[command] as readonly string[]).includes(state)) {
        throw badRequest(`The test job cannot ${command} in the state '${state}'.`);
      }
      enter(call, runbook.id, doing[command]);
      return { status: 200 };
    },
  })),
];

function create(call: Call): Answer {
  const runbook = runbookAbove(call, 2);
  if (contentOf(call, runbook.id).draft === undefined) {
    throw notFound("runbook draft", runbook.name);
  }
  const body = asObject(call.body);
  const now = call.clock.now().toISOString();
  const job = {
    creationTime: now,
    status: "New",
    statusDetails: "None",
    startTime: null,
    endTime: null,
    lastModifiedTime: now,
    lastStatusModifiedTime: now,
    exception: null,
    parameters: asObject(body.parameters),
    runOn: body.runOn ?? null,
    logActivityTrace: null,
  };
  testJobs(call).set(runbook.id.toLowerCase(), job);
  planNext(call, runbook.id, "New");
  return { status: 201, body: job };
}

function enter(platform: Platform, runbookId: string, status: string): void {
  const before = testJobs(platform).get(runbookId.toLowerCase()) ?? {};
  const now = platform.clock.now().toISOString();
  testJobs(platform).set(runbookId.toLowerCase(), {
    ...before,
    status,
    startTime: before.startTime ?? (status === "Running" ? now : null),
    endTime: jobStates[status] === "ended" ? now : null,
    lastModifiedTime: now,
    lastStatusModifiedTime: now,
  });
  planNext(platform, runbookId, status);
}

function planNext(platform: Platform, runbookId: string, status: string): void {
  const step = next[status];
  if (step !== undefined) {
    const { automationJobQueuesInSeconds, automationJobRunsInSeconds } = platform.assumptions;
    const seconds =
      status === "Running" ? automationJobRunsInSeconds : automationJobQueuesInSeconds;
    plan(platform, testJobSteps, runbookId, step, seconds);
  }
}

function testJobOf(platform: Platform, runbookId: string): JsonObject {
  const job = testJobs(platform).get(runbookId.toLowerCase());
  if (job === undefined) {
    throw notFound("test job of the runbook", runbookId.slice(runbookId.lastIndexOf("/") + 1));
  }
  return job;
}

function testJobs(platform: Platform): Map<string, JsonObject> {
  return platform.estate.notes<JsonObject>("test jobs of runbooks");
}
