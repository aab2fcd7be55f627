import type { MachinePatchStatus } from "./machine-status";
import type { PatchProblemKind } from "./problem";

/** How many machines of a fleet are in which state. */
export interface PatchSummary {
  readonly machines: number;
  readonly needAttention: number;
  readonly patchedByPlatform: number;
  readonly patchedBySchedule: number;
  readonly patchedByOperatingSystem: number;
  readonly patchedByNobody: number;
  /** Those of which it cannot be seen. */
  readonly patchedByUnknown: number;
  readonly notAssessed: number;
  readonly assessmentStale: number;
  readonly rebootPending: number;
  /** Machines whose last installation failed. */
  readonly installationFailed: number;
  /** Patches that failed in the last installations. */
  readonly patchesFailed: number;
  readonly patchesPending: number;
  readonly patchesExcluded: number;
  readonly sourceUnreachable: number;
  readonly notRunning: number;
}

export function summaryOf(machines: readonly MachinePatchStatus[]): PatchSummary {
  const by = (patchedBy: MachinePatchStatus["patchedBy"]): number =>
    machines.filter((machine) => machine.patchedBy === patchedBy).length;
  const having = (kind: PatchProblemKind): number =>
    machines.filter(({ problems }) => problems.some((problem) => problem.kind === kind)).length;
  const sum = (count: "failed" | "pending" | "excluded"): number =>
    machines.reduce((total, { installation }) => total + (installation?.[count] ?? 0), 0);
  return {
    machines: machines.length,
    needAttention: machines.filter(({ needsAttention }) => needsAttention).length,
    patchedByPlatform: by("Platform"),
    patchedBySchedule: by("Schedule"),
    patchedByOperatingSystem: by("OperatingSystem"),
    patchedByNobody: by("Nobody"),
    patchedByUnknown: by("Unknown"),
    notAssessed: having("AssessmentMissing"),
    assessmentStale: having("AssessmentStale"),
    rebootPending: having("RebootPending"),
    installationFailed: having("InstallationFailed"),
    patchesFailed: sum("failed"),
    patchesPending: sum("pending"),
    patchesExcluded: sum("excluded"),
    sourceUnreachable: having("SourceUnreachable"),
    notRunning: having("NotRunning"),
  };
}
