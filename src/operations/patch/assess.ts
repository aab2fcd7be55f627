import { utcMinute } from "../../azure/local-time";
import { armUrl, virtualMachineApiVersion } from "../../arm/api";
import { textAt } from "../../arm/azure-object";
import { type ChangeEnd, changeEach } from "../run/change-each";
import type { ChangePlan, PlannedChange } from "../run/change-plan";
import type { ChangeReport } from "../run/change-report";
import { listingNotes } from "../run/fleet-source";
import type { OperationOptions } from "../run/options";
import { inRun, type Run } from "../run/run";
import type { PatchMachine } from "./machines";
import { beginPatchWork, countIn, failureOfResult, followPatchWork } from "./patch-result";
import { isUnderWay, obstacleIn, type PatchResult, readPatchView } from "./patch-view";
import { onDemandObstacle, planFor, type PlanInput, type PlannedFleet } from "./planned-fleet";

/** What an assessment of one machine found. */
export interface AssessmentResult {
  readonly id: string;
  readonly name: string;
  /** `Succeeded` or `CompletedWithWarnings`; `Failed` when it found nothing out. */
  readonly status: string;
  readonly criticalAndSecurity: number;
  readonly others: number;
  readonly rebootPending: boolean;
}

/** What came of assessments, with the result of each that ended. */
export interface AssessmentReport extends ChangeReport {
  readonly results: readonly AssessmentResult[];
}

/** Plans to look for missing patches on the machines of a scope. Reads and changes nothing. */
export function planAssessment(
  options: OperationOptions,
  input: PlanInput = {},
): Promise<ChangePlan> {
  return planFor(options, input, [], assessmentPlan);
}

/** The plan for these machines. */
export function assessmentPlan(fleet: PlannedFleet): ChangePlan {
  const changes: PlannedChange[] = [];
  const skipped: ChangePlan["skipped"][number][] = [];
  for (const machine of fleet.machines) {
    const { id, name } = machine.row;
    const reason = onDemandObstacle(machine);
    if (reason === undefined) {
      changes.push({ id, name, change: "Look for missing patches", reason: lastLook(machine) });
    } else {
      skipped.push({ id, name, reason });
    }
  }
  return {
    title: "Assess patches",
    changes,
    skipped,
    notes: [
      "An assessment installs nothing and restarts nothing.",
      ...fleet.notes,
      ...listingNotes(fleet.source),
    ],
  };
}

function lastLook({ row }: PatchMachine): string {
  return row.assessedAt === ""
    ? "No assessment of the last 7 days is known."
    : `The last one was at ${utcMinute(row.assessedAt)}.`;
}

/**
 * Carries an assessment out. One that is under way already is followed and not begun again.
 * Throws `OperationError` when nothing could be asked at all.
 */
export function assessPatches(
  options: OperationOptions,
  plan: ChangePlan,
): Promise<AssessmentReport> {
  return inRun(options, async (run) => {
    const results: AssessmentResult[] = [];
    const report = await changeEach(run, plan, async (change) => {
      const end = await assess(run, change);
      if (!("result" in end)) {
        return end;
      }
      const result = assessmentResult(change, end.result);
      results.push(result);
      return endOf(end.result, result, end.wasUnderWay);
    });
    return { ...report, results: results.sort((one, other) => (one.id < other.id ? -1 : 1)) };
  });
}

async function assess(
  run: Run,
  { id, name }: PlannedChange,
): Promise<ChangeEnd | { readonly result: PatchResult; readonly wasUnderWay: boolean }> {
  const view = await readPatchView(run, id);
  const wasUnderWay = isUnderWay(view.assessment);
  const obstacle = obstacleIn(view);
  if (!wasUnderWay && obstacle !== undefined) {
    return { state: "failed", detail: obstacle };
  }
  if (wasUnderWay) {
    run.step({ id, name }, "running", "Follow the assessment that is under way");
  }
  const url = armUrl(id, virtualMachineApiVersion, "assessPatches");
  const work = wasUnderWay
    ? await followPatchWork(run, id, "assessment")
    : await beginPatchWork(run, id, "assessPatches", { url });
  return work.kind === "other" ? work.end : { result: work.result, wasUnderWay };
}

function assessmentResult({ id, name }: PlannedChange, result: PatchResult): AssessmentResult {
  return {
    id,
    name,
    status: textAt(result, "status"),
    criticalAndSecurity: countIn(result, "criticalAndSecurityPatchCount"),
    others: countIn(result, "otherPatchCount"),
    rebootPending: result.rebootPending === true,
  };
}

function endOf(told: PatchResult, result: AssessmentResult, wasUnderWay: boolean): ChangeEnd {
  const failure = failureOfResult(told);
  if (failure !== undefined) {
    return { state: "failed", detail: failure.join(" ") };
  }
  const { criticalAndSecurity, others, rebootPending } = result;
  return {
    state: "succeeded",
    detail: [
      `${criticalAndSecurity} critical or security, ${others} other missing`,
      ...(rebootPending ? ["a restart is pending"] : []),
      ...(wasUnderWay ? ["it was under way already"] : []),
    ].join("; "),
  };
}
