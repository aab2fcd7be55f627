/** Error codes of Microsoft.Resources, each with the source that says so. */
export const resourcesErrors = {
  InvalidResourceGroup: "learn.microsoft.com azure-resource-manager/management/resource-name-rules",
  InvalidResourceGroupLocation:
    "learn.microsoft.com azure-resource-manager/troubleshooting/common-deployment-errors",
  ProviderHasResources:
    "learn.microsoft.com azure-resource-manager/management/resource-providers-and-types; the code is an assumption",
  ResourceGroupDeletionBlocked:
    "learn.microsoft.com azure-resource-manager/management/delete-resource-group",
} as const;
