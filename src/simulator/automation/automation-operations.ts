import type { Operation, Platform } from "../operation";
import { resumePlans } from "../planned-steps";
import { accountKeyOperations } from "./account-keys";
import { automationAccountOperations } from "./automation-accounts";
import { certificateOperations } from "./certificates";
import { connectionOperations, connectionTypeOperations } from "./connections";
import { credentialOperations } from "./credentials";
import { hybridWorkerOperations } from "./hybrid-workers";
import { usageOperations } from "./job-minutes";
import { jobSteps } from "./job-run";
import { jobScheduleOperations } from "./job-schedules";
import { jobOperations } from "./jobs";
import { imports, moduleOperations } from "./modules";
import { privateEndpointConnectionOperations } from "./private-endpoint-connections";
import { runbookDraftOperations } from "./runbook-draft";
import { runbookOperations } from "./runbooks";
import { runtimeEnvironmentOperations } from "./runtime-environments";
import { scheduledStarts } from "./scheduled-jobs";
import { scheduleOperations } from "./schedules";
import { sourceControlOperations } from "./source-controls";
import { testJobOperations, testJobSteps } from "./test-jobs";
import { variableOperations } from "./variables";
import { webhookOperations } from "./webhooks";

/** Everything of Microsoft.Automation. */
export const automationOperations: Operation[] = [
  ...automationAccountOperations,
  ...accountKeyOperations,
  ...usageOperations,
  ...privateEndpointConnectionOperations,
  ...runbookOperations,
  ...runbookDraftOperations,
  ...testJobOperations,
  ...scheduleOperations,
  ...jobScheduleOperations,
  ...jobOperations,
  ...variableOperations,
  ...credentialOperations,
  ...certificateOperations,
  ...connectionTypeOperations,
  ...connectionOperations,
  ...runtimeEnvironmentOperations,
  ...moduleOperations,
  ...hybridWorkerOperations,
  ...webhookOperations,
  ...sourceControlOperations,
];

/** Takes up again what Automation had planned in an estate that was loaded. */
export function resumeAutomation(platform: Platform): void {
  for (const kind of [jobSteps, testJobSteps, scheduledStarts, imports]) {
    resumePlans(platform, kind);
  }
}
