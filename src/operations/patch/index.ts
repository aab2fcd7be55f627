export type { PatchSelection } from "../../azure/patch-selection";
export {
  assessPatches,
  planAssessment,
  type AssessmentReport,
  type AssessmentResult,
} from "./assess";
export {
  installPatches,
  planInstallation,
  type InstallationReport,
  type InstallInput,
} from "./install";
export type { InstallationPlan } from "./installation-plan";
export type { InstallationResult } from "./installation-result";
export type { MachineAssessment, MachineInstallation, MachinePatchStatus } from "./machine-status";
export { planPatchMode, setPatchMode, type ModeInput } from "./mode";
export type { ModePlan } from "./mode-plan";
export type { NextPatching } from "./next-patching";
export type { PlanInput } from "./planned-fleet";
export type { PatchProblem, PatchProblemKind } from "./problem";
export { patchStatus, type PatchStatus, type PatchStatusInput } from "./status";
export type { PatchSummary } from "./status-summary";
