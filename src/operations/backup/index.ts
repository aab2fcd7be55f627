export { explainBackupError, type BackupExplanation, type BackupExplanationCause } from "./explain";
