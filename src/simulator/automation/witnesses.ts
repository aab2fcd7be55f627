/** Error codes of Microsoft.Automation, each with the source that says so. */
export const automationErrors = {
  BadRequest:
    "learn.microsoft.com azure-resource-manager/management/resource-name-rules; Azure/ResourceModules issue 2216",
  Conflict: "krnese/AzureDeploy issue 17; Azure/azure-resource-manager-schemas issue 313",
  NotFound: "azure-rest-api-specs automation examples/2024-10-23",
} as const;
