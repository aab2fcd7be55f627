import { automationLimits } from "../../azure/automation-limits";

const account =
  "azure-rest-api-specs automation/resource-manager/Microsoft.Automation, ErrorResponse";

/** Errors of Microsoft.Automation, each with the source that shows it. */
export const automationErrors = {
  BadRequest: `Azure/ResourceModules issue 2216; ${account}`,
  Conflict: "krnese/AzureDeploy issue 17; azureautomation/automation-packs issue 22",
  NotFound: account,
  TooManyRequests:
    "assumption: the code of what learn.microsoft.com automation/automation-subscription-limits-faq calls an error response",
  QuotaExceeded:
    "assumption: the code of what learn.microsoft.com automation/automation-subscription-limits-faq limits",
} as const;

/** What Microsoft.Automation does by itself. */
export const automationStateChanges = {
  "a job goes from New over Activating and Running to its end":
    "learn.microsoft.com automation/automation-runbook-execution (job statuses)",
  "a schedule starts the runbooks that are linked to it":
    "learn.microsoft.com automation/shared-resources/schedules",
  "a module or package is imported":
    "azure-rest-api-specs 2024-10-23/getModule.json: provisioningState Creating while it is imported",
} as const;

/** Limits that are enforced. */
export const automationLimitSources = {
  [`${automationLimits.concurrentJobs} concurrent jobs of an account`]: automationLimits.source,
  [`${automationLimits.newJobsInThirtySeconds} new jobs in 30 seconds`]: automationLimits.source,
  [`${automationLimits.jobParameters} parameters of a job`]: automationLimits.source,
  [`${automationLimits.jobParametersInBytes} bytes of job parameters`]: automationLimits.source,
  [`${automationLimits.jobRetentionInDays} days for which a job is kept`]: automationLimits.source,
} as const;
