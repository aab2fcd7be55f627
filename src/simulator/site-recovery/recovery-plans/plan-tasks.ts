import type { PlanStep } from "../../../azure/recovery-plan-steps";
import { asText, type JsonObject, valueAt, without, withoutUndefined } from "../../json";
import type { Platform } from "../../operation";
import { taskOf } from "../jobs/job-tasks";
import type { PlanRun, RunStep } from "./plan-record";

const titles: Readonly<Record<string, string>> = {
  Shutdown: "All groups shutdown",
  Failover: "All groups failover",
};

const endings = { before: "pre-steps", group: "Start", after: "post-steps" } as const;

/** Source: learn.microsoft.com site-recovery/site-recovery-create-recovery-plans ("Group 1: pre-steps"). */
function titleOf({ group, phase, groupType }: PlanStep): string {
  if (groupType === "") {
    return "Prerequisites check for the recovery plan";
  }
  const title = titles[group] ?? group;
  return phase === "group" && groupType !== "Boot" ? title : `${title}: ${endings[phase]}`;
}

/** The state of several tasks together. */
function together(states: readonly string[]): string {
  const worst = ["Failed", "Cancelled", "Suspended", "InProgress"].find((s) => states.includes(s));
  if (worst !== undefined) {
    return worst;
  }
  const done = states.filter((state) => state === "Succeeded").length;
  return done === states.length ? "Succeeded" : done === 0 ? "NotStarted" : "InProgress";
}

/**
 * The tasks of a plan's job: one a group, and one each for what comes before and after it; in them a task
 * for every machine and action. Source: Site Recovery API, `RecoveryPlanGroupTaskDetails`.
 */
export function planTasks(platform: Platform, jobId: string, run: PlanRun): JsonObject[] {
  const groups: (readonly [string, RunStep[]])[] = [];
  for (const step of run.steps) {
    const title = titleOf(step);
    const last = groups.at(-1);
    if (last?.[0] === title) {
      last[1].push(step);
    } else {
      groups.push([title, [step]]);
    }
  }
  return groups.map(([title, steps]) => groupTask(platform, jobId, title, steps));
}

function groupTask(
  platform: Platform,
  jobId: string,
  title: string,
  steps: readonly RunStep[],
): JsonObject {
  const [first] = steps;
  const state = together(steps.map((step) => step.state));
  const name = title.replace(/\W+/g, "");
  const ended = state === "Succeeded" || state === "Failed" || state === "Cancelled";
  const task = taskOf(
    jobId,
    { name, friendlyName: title },
    {
      state,
      startTime: first?.startTime,
      endTime: ended ? steps.findLast(({ endTime }) => endTime !== undefined)?.endTime : undefined,
      errors: steps.flatMap(({ errors = [] }) => errors),
    },
  );
  if (first === undefined || first.groupType === "") {
    return task;
  }
  const shutdown = first.groupType === "Shutdown" && first.phase === "group";
  return {
    ...without(task, "customDetails"),
    taskType: "GroupTaskDetails",
    groupTaskCustomDetails: {
      instanceType: shutdown
        ? "RecoveryPlanShutdownGroupTaskDetails"
        : "RecoveryPlanGroupTaskDetails",
      name: title,
      groupId: first.group,
      rpGroupType: first.groupType,
      childTasks: steps.flatMap((step) => childTasks(platform, jobId, step)),
    },
  };
}

function childTasks(platform: Platform, jobId: string, step: RunStep): JsonObject[] {
  const { state, startTime, endTime, errors = [], action } = step;
  if (action !== undefined) {
    const name = `${step.group}${step.phase}${action.name}`;
    const task = taskOf(
      jobId,
      { name, friendlyName: action.name },
      { state, startTime, endTime, errors },
    );
    return [{ ...task, customDetails: actionDetails(step) }];
  }
  return step.itemIds.map((id) => {
    const item = platform.estate.get(id);
    const friendlyName = asText(valueAt(item, "properties.friendlyName")) ?? "";
    const own = errors.filter((error) => error.itemId === id);
    const failed = state === "Failed" && own.length === 0 ? "Succeeded" : state;
    const skipped = step.skippedItemIds?.includes(id) === true;
    const task = taskOf(
      jobId,
      { name: `${step.group}${step.kind}${id}`, friendlyName },
      { state: failed, startTime, endTime, errors: own },
    );
    return {
      ...task,
      customDetails: withoutUndefined({
        instanceType: "VirtualMachineTaskDetails",
        skippedReason: skipped ? "AlreadyDone" : undefined,
        skippedReasonString: skipped ? "The machine is there already." : undefined,
        jobTask: {
          targetObjectId: id,
          targetObjectName: friendlyName,
          targetInstanceType: "ProtectionEntity",
        },
      }),
    };
  });
}

function actionDetails({ action, automationJobId, jobOutput, observation }: RunStep): JsonObject {
  if (action?.kind === "ManualActionDetails") {
    return withoutUndefined({
      instanceType: "ManualActionTaskDetails",
      name: action.name,
      instructions: action.description,
      observation,
    });
  }
  const runbookId = action?.runbookId ?? "";
  const segments = runbookId.split("/");
  return withoutUndefined({
    instanceType: "AutomationRunbookTaskDetails",
    name: action?.name,
    subscriptionId: segments[2],
    accountName: segments.at(-3),
    runbookId,
    runbookName: segments.at(-1),
    jobId: automationJobId,
    jobOutput,
    isPrimarySideScript: action?.fabricLocation === "Primary",
  });
}
