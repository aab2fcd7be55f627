import { deterministicGuid } from "../../azure/guid";
import type { Estate } from "../estate";
import type { JsonObject } from "../json";
import { withoutUndefined } from "../json";
import { type Answer, ArmError, type Call, type Operation } from "../operation";
import { page } from "../resource-manager/paging";
import { entityMissing } from "./site-recovery-errors";
import { asSiteRecoveryId, paths, requireVault, vaultIdOf, vaultType } from "./vault-entities";

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
  /** Does the work when the time has come; an `ArmError` fails the job. */
  finish(): { readonly outcome?: JobOutcome; readonly result?: unknown } | undefined;
}

interface Job {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  properties: JsonObject;
}

/** Jobs are a record of work, no part of what the estate holds. */
function jobsOf(estate: Estate): Map<string, Job> {
  return estate.notes<Job>("replication jobs");
}

/**
 * Begins a job and answers 202 without a body, as Site Recovery does: `Azure-AsyncOperation` at the
 * vault, `Location` at the entity, `Retry-After` 30, and the job's id as the request id.
 */
export function startJob(call: Call, declaration: JobDeclaration): Answer {
  const vaultId = asSiteRecoveryId(requireVault(call).id);
  const jobs = jobsOf(call.estate);
  const startTime = call.clock.now().toISOString();
  const record = (name: string, changes: JsonObject): void => {
    const id = `${vaultId}/replicationJobs/${name}`;
    const before = jobs.get(id.toLowerCase());
    jobs.set(id.toLowerCase(), {
      id,
      name,
      type: `${vaultType}/replicationJobs`,
      properties: { ...before?.properties, ...changes },
    });
  };
  let jobName = "";
  const answer = call.begin({
    status: 202,
    headers: ["Azure-AsyncOperation", "Location"],
    statusPath: `${vaultId}/replicationOperationStatus/{id}`,
    resultPath: `${asSiteRecoveryId(declaration.targetId)}/operationresults/{id}`,
    durationInSeconds: declaration.durationInSeconds,
    retryAfterInSeconds: 30,
    finish: () => {
      const endTime = call.clock.now().toISOString();
      try {
        const done = declaration.finish();
        const outcome = done?.outcome ?? "Succeeded";
        const stateDescription = outcome === "Succeeded" ? "Completed" : outcome;
        record(jobName, { state: "Succeeded", stateDescription, endTime });
        return { statusWord: outcome, result: done?.result };
      } catch (error) {
        const errors = [{ errorLevel: "Error", serviceErrorDetails: serviceError(error) }];
        record(jobName, { state: "Failed", stateDescription: "Failed", errors, endTime });
        throw error;
      }
    },
  });
  const address = answer.headers?.["azure-asyncoperation"] ?? "";
  jobName = /replicationOperationStatus\/([^?]+)/.exec(address)?.[1] ?? "";
  record(jobName, {
    activityId: `${deterministicGuid("activity", jobName)} ActivityId: ${jobName}`,
    customDetails: { instanceType: "AsrJobDetails", affectedObjectDetails: {} },
    scenarioName: declaration.scenarioName,
    friendlyName: declaration.friendlyName,
    state: "InProgress",
    stateDescription: "InProgress",
    tasks: [],
    errors: [],
    startTime,
    allowedActions: [],
    targetObjectId: declaration.targetId,
    targetObjectName: declaration.targetId.split("/").at(-1),
    targetInstanceType: declaration.targetInstanceType,
  });
  return {
    ...answer,
    headers: { ...answer.headers, "x-ms-request-id": `${vaultId}/replicationJobs/${jobName}` },
  };
}

function serviceError(error: unknown): JsonObject {
  return error instanceof ArmError
    ? withoutUndefined({ code: error.code, message: error.message, ...error.details?.[0] })
    : { code: "InternalError", message: String(error) };
}

/** Jobs of a vault: reading only. */
export const replicationJobOperations: Operation[] = [
  {
    id: "ReplicationJobs_List",
    method: "GET",
    path: `${paths.vault}/replicationJobs`,
    action: `${vaultType}/replicationJobs/read`,
    witness: "azure-rest-api-specs recoveryservicessiterecovery examples/ReplicationJobs_List.json",
    handle: (call) => {
      const prefix = `${vaultIdOf(requireVault(call).id).toLowerCase()}/`;
      const jobs = [...jobsOf(call.estate).values()];
      const own = jobs.filter((job) => job.id.toLowerCase().startsWith(prefix));
      return { status: 200, body: page(call, own, 100) };
    },
  },
  {
    id: "ReplicationJobs_Get",
    method: "GET",
    path: `${paths.vault}/replicationJobs/{jobName}`,
    action: `${vaultType}/replicationJobs/read`,
    witness: "azure-rest-api-specs recoveryservicessiterecovery examples/ReplicationJobs_Get.json",
    handle: (call) => {
      requireVault(call);
      const job = jobsOf(call.estate).get(call.path.toLowerCase());
      if (job === undefined) {
        throw entityMissing(call.path);
      }
      return { status: 200, body: job };
    },
  },
];
