export { type PatchSelection } from "../../azure/patch-selection";
export {
  assessPatches,
  type AssessmentReport,
  type AssessmentResult,
  planAssessment,
} from "./assess";
export {
  type InstallationReport,
  type InstallInput,
  installPatches,
  planInstallation,
} from "./install";
export type { InstallationPlace, InstallationPlan, PlannedInstallation } from "./installation-plan";
export type { InstallationResult } from "./installation-result";
export type { MachineAssessment, MachineInstallation, MachinePatchStatus } from "./machine-status";
export { explainPatching, type PatchExplanation, type PatchExplanationInput } from "./explain";
export type { PatchRequirement } from "./requirement";
export type { NextPatching } from "./next-patching";
export type { PlanInput } from "./planned-fleet";
export type { PatchProblem, PatchProblemKind } from "./problem";
export { patchStatus, type PatchStatus, type PatchStatusInput } from "./status";
export type { PatchSummary } from "./status-summary";
export { type ModeInput, planPatchMode, setPatchMode } from "./mode";
export type { ModePlan, PlannedModeChange, WantedMode } from "./mode-plan";
