import type { Operation } from "../operation";
import { automationAccountOperations } from "./automation-accounts";
import { jobScheduleOperations } from "./job-schedules";
import { usageOperations } from "./job-minutes";
import { jobOperations } from "./jobs";
import { runbookDraftOperations } from "./runbook-draft";
import { runbookOperations } from "./runbooks";
import { scheduleOperations } from "./schedules";
import { testJobOperations } from "./test-jobs";

/** Everything of Microsoft.Automation. */
export const automationOperations: Operation[] = [
  ...automationAccountOperations,
  ...usageOperations,
  ...runbookOperations,
  ...runbookDraftOperations,
  ...testJobOperations,
  ...scheduleOperations,
  ...jobScheduleOperations,
  ...jobOperations,
];
