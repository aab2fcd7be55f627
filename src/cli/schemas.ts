/** What the command writes with `--json`: the name of each result's schema, and its type in `azure-evergreen/operations`. */
export const schemas = {
  "backup-explanation": "BackupExplanation",
  "change-plan": "ChangePlan",
  "change-report": "ChangeReport",
  "agent-update-schedules": "AgentUpdateSchedules",
  listing: "FleetListing",
  "login-check": "LoginCheck",
  "patch-assessment-report": "AssessmentReport",
  "patch-installation-plan": "InstallationPlan",
  "patch-installation-report": "InstallationReport",
  "patch-mode-plan": "ModePlan",
  "patch-status": "PatchStatus",
} as const;

export type SchemaName = keyof typeof schemas;
