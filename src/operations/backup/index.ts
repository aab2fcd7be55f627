export { explainBackupError, type BackupExplanation, type BackupExplanationCause } from "./explain";
export { diagnoseMachineBackup, type BackupDiagnosis, type BackupDiagnosisInput } from "./diagnose";
export type { BackupCheck, BackupCheckState } from "../../azure/backup-diagnosis/check";
export type { BackupVerdict } from "../../azure/backup-diagnosis/verdict";
