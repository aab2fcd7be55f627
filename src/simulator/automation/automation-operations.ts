import type { Operation } from "../operation";
import { automationAccountOperations } from "./automation-accounts";
import { jobScheduleOperations } from "./job-schedules";
import { runbookOperations } from "./runbooks";
import { scheduleOperations } from "./schedules";

/** Everything of Microsoft.Automation. */
export const automationOperations: Operation[] = [
  ...automationAccountOperations,
  ...runbookOperations,
  ...scheduleOperations,
  ...jobScheduleOperations,
];
