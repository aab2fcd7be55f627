/** What the command writes with `--json`: the name of each result's schema, and its type in `azure-evergreen/operations`. */
export const schemas = {
  "backup-diagnosis": "BackupDiagnosis",
  "assessment-report": "AssessmentReport",
  "installation-report": "InstallationReport",
  "backup-explanation": "BackupExplanation",
  "backup-job": "BackupJobDetails",
  "backup-jobs": "BackupJobList",
  "backup-status": "BackupStatus",
  "change-plan": "ChangePlan",
  "change-report": "ChangeReport",
  "agent-update-repair": "RepairReport",
  "agent-update-schedules": "AgentUpdateSchedules",
  "agent-update-status": "AgentUpdateStatus",
  "guest-steps": "GuestSteps",
  listing: "FleetListing",
  "login-check": "LoginCheck",
  "patch-status": "PatchStatus",
} as const;

export type SchemaName = keyof typeof schemas;
