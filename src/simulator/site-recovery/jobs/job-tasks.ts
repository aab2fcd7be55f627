import { deterministicGuid } from "../../../azure/guid";
import { hasEnded } from "../../../azure/site-recovery-jobs";
import { asArray, asText, type JsonObject, withoutUndefined } from "../../json";
import type { Job } from "./job-records";

const descriptions: Readonly<Record<string, string>> = { Succeeded: "Completed" };

/** A task in the form of the API. Source: `ASRTask`, ReplicationJobs_Get.json. */
export function taskOf(
  jobId: string,
  task: { readonly name: string; readonly friendlyName: string },
  progress: {
    readonly state: string;
    readonly startTime?: string | undefined;
    readonly endTime?: string | undefined;
    readonly errors?: readonly unknown[];
  },
): JsonObject {
  const { state, startTime, endTime, errors = [] } = progress;
  return withoutUndefined({
    taskId: deterministicGuid("task", jobId, task.name),
    name: task.name,
    friendlyName: task.friendlyName,
    taskType: "TaskDetails",
    state,
    stateDescription: descriptions[state] ?? state,
    startTime,
    endTime,
    allowedActions: [],
    errors,
    customDetails: { instanceType: "ManualActionTaskDetails" },
  });
}

/** How far the steps of a job are: each takes an equal part of its time. */
export function tasksAt(job: Job, now: Date): JsonObject[] {
  const { steps = [], durationInSeconds = 0, properties } = job;
  const state = asText(properties.state) ?? "";
  const start = new Date(asText(properties.startTime) ?? "").getTime();
  const stopped = hasEnded(state) ? new Date(asText(properties.endTime) ?? "") : now;
  const part = (durationInSeconds * 1000) / steps.length;
  const begun = Math.min(steps.length - 1, Math.floor((stopped.getTime() - start) / part));
  const reached = state === "Succeeded" ? steps.length : begun;
  const at = (i: number): string =>
    new Date(Math.min(start + i * part, stopped.getTime())).toISOString();
  return steps.map((step, i) => {
    if (i > reached) {
      return taskOf(job.id, step, { state: "NotStarted" });
    }
    if (i < reached) {
      const endTime = i === steps.length - 1 ? stopped.toISOString() : at(i + 1);
      return taskOf(job.id, step, { state: "Succeeded", startTime: at(i), endTime });
    }
    return taskOf(job.id, step, {
      state,
      startTime: at(i),
      endTime: hasEnded(state) ? stopped.toISOString() : undefined,
      errors: asArray(properties.errors),
    });
  });
}
