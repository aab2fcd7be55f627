export type { MachineAssessment, MachineInstallation, MachinePatchStatus } from "./machine-status";
export type { NextPatching } from "./next-patching";
export type { PatchProblem, PatchProblemKind } from "./problem";
export { patchStatus, type PatchStatus, type PatchStatusInput } from "./status";
export type { PatchSummary } from "./status-summary";
