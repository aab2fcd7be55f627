import { automationLimits as numbers } from "../../azure/automation-limits";

const account =
  "azure-rest-api-specs automation/resource-manager/Microsoft.Automation, ErrorResponse";

/** Errors of Microsoft.Automation, each with the source that shows it. */
export const automationErrors = {
  BadRequest: `Azure/ResourceModules issue 2216; microsoft/azure_arc issue 3201; ${account}`,
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
export const automationLimits = {
  [`${numbers.concurrentJobs} concurrent jobs of an account`]: numbers.source,
  [`${numbers.newJobsInThirtySeconds} new jobs in 30 seconds`]: numbers.source,
  [`${numbers.jobParameters} parameters of a job`]: numbers.source,
  [`${numbers.jobParametersInBytes} bytes of job parameters`]: numbers.source,
  [`${numbers.jobRetentionInDays} days for which a job is kept`]: numbers.source,
} as const;
