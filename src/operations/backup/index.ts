export {
  type BackupCancelChange,
  type BackupCancelInput,
  type BackupCancelPlan,
  cancelJobs,
  planCancel,
} from "./cancel";
export type { BackupChoice } from "./chosen-items";
export { explainBackupError, type BackupExplanation, type BackupExplanationCause } from "./explain";
export { diagnoseMachineBackup, type BackupDiagnosis, type BackupDiagnosisInput } from "./diagnose";
export type { BackupCheck, BackupCheckState } from "../../azure/backup-diagnosis/check";
export type { BackupVerdict } from "../../azure/backup-diagnosis/verdict";
export {
  planGuestRepair,
  repairInGuest,
  type GuestChange,
  type GuestRepairPlan,
} from "./guest-repair";
export { guestStepsOf, type GuestSteps, type GuestStepsInput } from "./guest-steps";
export {
  type BackupJobChoice,
  type BackupJobDetails,
  type BackupJobList,
  listBackupJobs,
  showBackupJob,
} from "./job-views";
export type { BackupJob, BackupJobError } from "./jobs";
export { type BackupResumeInput, planResume, resumeBackups } from "./resume";
export type { BackupResumeChange, BackupResumePlan } from "./resume-plan";
export { type BackupRunInput, planBackups, runBackups } from "./run";
export type { BackupChange, BackupRunPlan } from "./run-plan";
export { type BackupRepairInput, planRepair, repairBackups } from "./repair";
export type { BackupRepairPlan, BackupRepairStep } from "./repair-plan";
export { type BackupStatus, type BackupStatusInput, backupStatus } from "./status";
export type { BackupAttention } from "./attention";
export type { MachinePresence } from "./machine-presence";
export type { MachineBackupStatus } from "./status-judgement";
export {
  cleanUpRestorePoints,
  planOrphanCleanUp,
  planRestorePointCleanUp,
  type CleanUpInput,
} from "./clean-up";
export type { CleanUpChoice } from "./clean-up-plan";
export type { CleanUpPlan, CleanUpStep, CollectionPoints } from "./clean-up-steps";
