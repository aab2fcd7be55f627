import { asText } from "../../json";
import type { Answer, Call, Operation } from "../../operation";
import { ArmError } from "../../operation";
import { Router } from "../../resource-manager/router";
import { endJob, type Job } from "./job-records";

/**
 * Does a failed job once more, under its own name: its request is carried out again. Refused, and the
 * job stays failed, when the state of things does not allow what it asks for.
 */
export function repeatJob(call: Call, job: Job, operations: readonly Operation[]): void {
  const { request } = job;
  const found =
    request === undefined ? undefined : new Router(operations).route(request.method, request.path);
  if (request === undefined || found === undefined || "allowed" in found) {
    return;
  }
  const begun: string[] = [];
  const again: Call = {
    ...call,
    method: found.operation.method,
    path: request.path,
    parameters: found.parameters,
    apiVersion: request.apiVersion,
    body: request.body,
    begin: (work) => {
      begun.push(job.name);
      call.clock.after(work.durationInSeconds * 1000, () => {
        ignoringRefusals(() => work.finish());
      });
      return beginningOf(job, work.status);
    },
  };
  const answer = found.operation.handle(again);
  if (begun.length === 0 && !(answer instanceof Promise)) {
    // What the job should have done is there already.
    endJob(call, job.id, "Succeeded", { stateDescription: "Skipped", errors: [] });
  }
}

/** The address of the job's own name, whose operation has ended: nothing new can be followed there. */
function beginningOf(job: Job, status: number): Answer {
  const address = `replicationOperationStatus/${asText(job.name) ?? ""}`;
  return { status, headers: { "azure-asyncoperation": address } };
}

/** The job itself tells what it failed with. */
function ignoringRefusals(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof ArmError)) {
      throw error;
    }
  }
}
