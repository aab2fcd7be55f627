import { tasksOfScenario } from "../../azure/site-recovery-jobs";
import type { JsonObject } from "../json";
import { withoutUndefined } from "../json";
import type { Answer, Call } from "../operation";
import { jobEnded } from "./events/job-events";
import {
  beginJob,
  endJob,
  jobErrorOf,
  jobId,
  jobsOf,
  type NewJob,
  presentedJob,
  stateOf,
} from "./jobs/job-records";
import { asSiteRecoveryId, requireVault } from "./vault-entities";

/** Words of a finished job that is no failure. Source: the script of learn.microsoft.com site-recovery/azure-to-azure-autoupdate. */
export type JobOutcome = "Succeeded" | "PartiallySucceeded" | "CompletedWithInformation";

/** What a request of Site Recovery sets going. */
export interface JobDeclaration {
  /** Site Recovery's name of the scenario, for example `CreateSite`. */
  readonly scenarioName: string;
  readonly friendlyName: string;
  readonly targetId: string;
  readonly targetInstanceType: string;
  readonly durationInSeconds: number;
  /** Its steps. Defaults to those of the scenario. */
  readonly steps?: NewJob["steps"];
  /** What is particular about the job, beside `AsrJobDetails`. */
  readonly customDetails?: JsonObject;
  /** Below which id `Location` tells the result. Defaults to `targetId`. */
  readonly resultId?: string;
  /** Whether the result is the job itself. */
  readonly answersJob?: true;
  /** Does the work when the time has come; an `ArmError` fails the job. */
  finish(): { readonly outcome?: JobOutcome; readonly result?: unknown } | undefined;
}

/**
 * Begins a job and answers 202 without a body, as Site Recovery does: `Azure-AsyncOperation` at the
 * vault, `Location` at the entity, `Retry-After` 30, and the job's id as the request id.
 */
export function startJob(call: Call, declaration: JobDeclaration): Answer {
  const vaultId = asSiteRecoveryId(requireVault(call).id);
  let jobName = "";
  const answer = call.begin({
    status: 202,
    headers: ["Azure-AsyncOperation", "Location"],
    statusPath: `${vaultId}/replicationOperationStatus/{id}`,
    resultPath: `${asSiteRecoveryId(declaration.resultId ?? declaration.targetId)}/operationresults/{id}`,
    durationInSeconds: declaration.durationInSeconds,
    retryAfterInSeconds: 30,
    finish: () => finishJob(call, jobId(vaultId, jobName), declaration),
  });
  jobName = jobNameOf(answer);
  beginJob(call, vaultId, jobName, {
    ...declaration,
    steps: declaration.steps ?? tasksOfScenario(declaration.scenarioName, declaration.friendlyName),
    request: requestOf(call),
  });
  return {
    ...answer,
    headers: { ...answer.headers, "x-ms-request-id": jobId(vaultId, jobName) },
  };
}

/** The name of the job that an answer tells of: the id of its status address. */
export function jobNameOf(answer: Answer): string {
  const address = answer.headers?.["azure-asyncoperation"] ?? "";
  return /replicationOperationStatus\/([^?]+)/.exec(address)?.[1] ?? "";
}

function finishJob(
  call: Call,
  id: string,
  declaration: JobDeclaration,
): { readonly statusWord: string; readonly result?: unknown } {
  const job = jobsOf(call.estate).get(id.toLowerCase());
  if (job !== undefined && stateOf(job) === "Cancelled") {
    return { statusWord: "Cancelled" };
  }
  try {
    const done = declaration.finish();
    const inPart = call.faults.strikes("operation partially succeeds", declaration.targetId);
    const outcome = inPart ? "PartiallySucceeded" : (done?.outcome ?? "Succeeded");
    const stateDescription = outcome === "Succeeded" ? "Completed" : outcome;
    const ended = endJob(call, id, "Succeeded", { stateDescription });
    jobEnded(call, ended);
    const result =
      declaration.answersJob === true && ended !== undefined
        ? presentedJob(call, ended)
        : done?.result;
    return { statusWord: outcome, result };
  } catch (error) {
    jobEnded(call, endJob(call, id, "Failed", { errors: [jobErrorOf(call, { id }, error)] }));
    throw error;
  }
}

/** What a restart of the job would ask for. */
export function requestOf(call: Call): NewJob["request"] {
  const { method, path, apiVersion, body } = call;
  return withoutUndefined({ method, path, apiVersion, body });
}
