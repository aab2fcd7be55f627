import { jobStates } from "../../../azure/automation-limits";
import { timeoutInSeconds } from "../../../azure/recovery-plan-steps";
import { deterministicGuid } from "../../../azure/guid";
import { createJob, jobStreamsOf } from "../../automation/job-run";
import { isPublished } from "../../automation/runbook-content";
import { asText, type JsonObject, valueAt } from "../../json";
import type { ArmError, Platform } from "../../operation";
import { siteRecoveryError } from "../site-recovery-errors";
import type { PlanRun, RunStep } from "./plan-record";

/**
 * Starts the runbook of an action in its automation account, with the context of the plan as its
 * parameter; there it runs under the account's own identity. Answers the id of the automation job.
 *
 * Source: learn.microsoft.com site-recovery/site-recovery-runbook-automation.
 */
export function startRunbook(
  platform: Platform,
  jobId: string,
  run: PlanRun,
  step: RunStep,
): string {
  const runbookId = step.action?.runbookId ?? "";
  const runbook = platform.estate.get(runbookId);
  if (runbook === undefined || !isPublished(runbook)) {
    throw runbookFailed(
      step,
      runbook === undefined ? "it could not be found" : "it has not been published",
    );
  }
  const now = platform.clock.now().toISOString();
  const job = createJob(platform, {
    accountId: runbookId.split("/").slice(0, -2).join("/"),
    name: deterministicGuid("recovery plan runbook", jobId, String(run.at), now),
    runbookName: runbook.name,
    parameters: { RecoveryPlanContext: JSON.stringify(contextOf(platform, run, step)) },
    runOn: "",
  });
  return job.id;
}

/** What a runbook that was started has come to: nothing yet, or its output. Throws when it failed. */
export function runbookResult(platform: Platform, step: RunStep): { output: string } | undefined {
  const job = platform.estate.get(step.automationJobId ?? "");
  const status = asText(valueAt(job, "properties.status")) ?? "";
  if (job !== undefined && status === "Completed") {
    const lines = jobStreamsOf(platform, job).filter(({ streamType }) => streamType === "Output");
    return { output: lines.map(({ text }) => text).join("\n") };
  }
  if (job === undefined || jobStates[status] === "ended") {
    throw runbookFailed(step, job === undefined ? "its job is gone" : `its job is '${status}'`);
  }
  const limit = timeoutInSeconds(step.action?.timeout);
  const since = Date.parse(step.startTime ?? "");
  if (limit !== undefined && platform.clock.now().getTime() - since >= limit * 1000) {
    throw runbookFailed(step, `it has not ended within ${limit} seconds`);
  }
  return undefined;
}

function runbookFailed({ action }: RunStep, reason: string): ArmError {
  const name = action?.runbookId?.split("/").at(-1) ?? "";
  return siteRecoveryError(
    409,
    "AutomationRunbookFailed",
    `The runbook '${name}' of the action '${action?.name ?? ""}' failed: ${reason}.`,
    {
      possibleCauses:
        "The runbook or its automation account has changed, or the runbook has an error.",
      recommendedAction: "Test the runbook in its automation account, then restart the job.",
    },
  );
}

const typeWords: Readonly<Record<string, string>> = {
  TestFailover: "Test",
  PlannedFailover: "Planned",
  UnplannedFailover: "Unplanned",
};

/** Machines stand in the context once they have failed over: behind their group, not before it. */
function contextOf(platform: Platform, run: PlanRun, step: RunStep): JsonObject {
  const { failoverType, direction, planId } = run;
  const machines = step.itemIds.map((id): [string, JsonObject] => {
    const item = platform.estate.get(id);
    const details = valueAt(item, "properties.providerSpecificDetails");
    const group = asText(valueAt(details, "recoveryResourceGroupId")) ?? "";
    const [, , subscriptionId = "", , resourceGroupName = ""] = group.split("/");
    const there = step.phase === "after";
    return [
      asText(valueAt(details, "lifecycleId")) ?? id,
      {
        SubscriptionId: subscriptionId,
        ResourceGroupName: there ? resourceGroupName : "",
        CloudServiceName: "",
        RoleName: there ? asText(valueAt(item, "properties.friendlyName")) : "",
        RecoveryPointId: "",
      },
    ];
  });
  return {
    RecoveryPlanName: planId.split("/").at(-1),
    FailoverType: typeWords[failoverType] ?? failoverType,
    FailoverDirection:
      direction === "PrimaryToRecovery" ? "PrimaryToSecondary" : "SecondaryToPrimary",
    GroupId: step.group.replace(/^Group /, ""),
    VmMap: Object.fromEntries(machines),
  };
}
