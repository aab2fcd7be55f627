import { allowedJobActions, type ReplicationJobAction } from "../../../azure/site-recovery-jobs";
import { asText } from "../../json";
import type { Answer, Call, Operation, Platform } from "../../operation";
import { page } from "../../resource-manager/paging";
import { requireBody } from "../../resource-manager/resource-write";
import { examples } from "../entity-operations";
import { startJob } from "../replication-jobs";
import { entityMissing, siteRecoveryError } from "../site-recovery-errors";
import { jobType, paths, requireVault, vaultIdOf } from "../vault-entities";
import { jobFilter, jobsOfQuery } from "./job-filter";
import { endJob, type Job, jobsOf, listedJob, presentedJob, stateOf } from "./job-records";
import { repeatJob } from "./job-restart";

/** How the jobs go on that are done step by step. */
export interface SteppedJobs {
  has(platform: Platform, jobId: string): boolean;
  /** Goes on behind the step that the job waits at. */
  resume(platform: Platform, jobId: string, comments: string): void;
  /** Begins again with the step that failed. */
  restart(platform: Platform, jobId: string): void;
  /** Takes back what is still to come. */
  cancel(platform: Platform, jobId: string): void;
}

const pageSize = 100;
const actionInSeconds = 30;

/**
 * Jobs of a vault: reading, and what can be done to one.
 *
 * @param operations - All operations of Site Recovery: a restart carries out a job's request once more.
 */
export function jobOperations(
  operations: () => readonly Operation[],
  stepped: SteppedJobs,
): Operation[] {
  return [
    {
      id: "ReplicationJobs_List",
      method: "GET",
      path: `${paths.vault}/replicationJobs`,
      action: `${jobType}/read`,
      witness: `${examples}/ReplicationJobs_List.json`,
      handle: (call) => {
        const jobs = jobsOfVault(call).filter(jobFilter(call.query.$filter));
        const { value, ...rest } = page(call, jobs, pageSize);
        return {
          status: 200,
          body: { value: value.map((job) => listedJob(call, job)), ...rest },
        };
      },
    },
    {
      id: "ReplicationJobs_Get",
      method: "GET",
      path: paths.job,
      action: `${jobType}/read`,
      witness: `${examples}/ReplicationJobs_Get.json`,
      handle: (call) => ({ status: 200, body: presentedJob(call, requireJob(call, call.path)) }),
    },
    {
      id: "ReplicationJobs_Export",
      method: "POST",
      path: `${paths.vault}/replicationJobs/export`,
      action: `${jobType}/export/action`,
      witness: `${examples}/ReplicationJobs_Export.json`,
      handle: exportJobs,
    },
    onJob("Cancel", (call, job) =>
      startJob(call, {
        ...aboutJob(job, "CancelJob", "Cancel job"),
        steps: [{ name: "CancelTask", friendlyName: "Canceling job" }],
        finish: () => {
          requireAllowed(requireJob(call, job.id), "Cancel");
          stepped.cancel(call, job.id);
          endJob(call, job.id, "Cancelled");
          call.work.end(job.name);
          return undefined;
        },
      }),
    ),
    onJob("Restart", (call, job) =>
      startJob(call, {
        ...aboutJob(job, "RestartJob", "Restart job"),
        steps: [{ name: "RemediateTask", friendlyName: "Restarting job" }],
        finish: () => {
          const failed = requireJob(call, job.id);
          requireAllowed(failed, "Restart");
          if (stepped.has(call, job.id)) {
            stepped.restart(call, job.id);
          } else {
            repeatJob(call, failed, operations());
          }
          return undefined;
        },
      }),
    ),
    onJob("Resume", (call, job) => {
      const comments = asText(requireBodyProperty(call, "comments")) ?? "";
      return call.begin({
        status: 202,
        headers: ["Azure-AsyncOperation", "Location"],
        statusPath: `${vaultIdOf(job.id)}/replicationOperationStatus/{id}`,
        resultPath: `${job.id}/operationresults/{id}`,
        durationInSeconds: actionInSeconds,
        retryAfterInSeconds: 30,
        finish: () => {
          requireAllowed(requireJob(call, job.id), "Resume");
          stepped.resume(call, job.id, comments);
          return { result: presentedJob(call, requireJob(call, job.id)) };
        },
      });
    }),
  ];
}

/** An action on one job, refused in a state that does not allow it. */
function onJob(action: ReplicationJobAction, handle: (call: Call, job: Job) => Answer): Operation {
  const verb = action.toLowerCase();
  return {
    id: `ReplicationJobs_${action}`,
    method: "POST",
    path: `${paths.job}/${verb}`,
    action: `${jobType}/${verb}/action`,
    witness: `${examples}/ReplicationJobs_${action}.json`,
    handle: (call) => {
      const job = requireJob(call, call.path.slice(0, call.path.lastIndexOf("/")));
      requireAllowed(job, action);
      return handle(call, job);
    },
  };
}

/** A job that works on another one, and answers itself. Source: ReplicationJobs_Restart.json. */
function aboutJob(job: Job, scenarioName: string, friendlyName: string) {
  return {
    scenarioName,
    friendlyName,
    targetId: asText(job.properties.targetObjectId) ?? "",
    targetInstanceType: asText(job.properties.targetInstanceType) ?? "",
    durationInSeconds: actionInSeconds,
    resultId: job.id,
    answersJob: true as const,
  };
}

function exportJobs(call: Call): Answer {
  const wanted = jobsOfQuery(requireBody(call));
  const vaultId = requireVault(call).id;
  const count = jobsOfVault(call).filter(wanted).length;
  return startJob(call, {
    scenarioName: "ExportJobs",
    friendlyName: "Export jobs",
    targetId: "",
    targetInstanceType: "Other",
    durationInSeconds: actionInSeconds,
    resultId: `${vaultId}/replicationJobs/export`,
    answersJob: true,
    // The file itself would be in a storage account of the service, and the token is a secret.
    customDetails: {
      instanceType: "ExportJobDetails",
      blobUri: `https://siterecoveryexport.blob.core.windows.net/jobs/${count}-jobs.json`,
      sasToken: "",
    },
    finish: () => undefined,
  });
}

function jobsOfVault(call: Call): Job[] {
  const prefix = `${vaultIdOf(requireVault(call).id).toLowerCase()}/`;
  return [...jobsOf(call.estate).values()].filter((job) => job.id.toLowerCase().startsWith(prefix));
}

function requireJob(call: Call, id: string): Job {
  requireVault(call);
  const job = jobsOf(call.estate).get(id.toLowerCase());
  if (job === undefined) {
    throw entityMissing(id);
  }
  return job;
}

function requireAllowed(job: Job, action: ReplicationJobAction): void {
  const { scenarioName, friendlyName } = job.properties;
  const state = stateOf(job);
  if (!allowedJobActions(asText(scenarioName) ?? "", state).includes(action)) {
    throw siteRecoveryError(
      409,
      "OperationNotAllowedInState",
      `The action '${action}' is not allowed for the job '${job.name}' (${asText(friendlyName) ?? ""}) in its current state '${state}'.`,
      {
        possibleCauses: "The job has ended, or its scenario does not allow the action.",
        recommendedAction: "See allowedActions of the job.",
      },
    );
  }
}

function requireBodyProperty(call: Call, name: string): unknown {
  const { properties } = requireBody(call);
  return (properties as Record<string, unknown> | undefined)?.[name];
}
