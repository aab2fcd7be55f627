/** Error codes of Microsoft.Resources, each with the source that says so. */
export const resourcesErrors = {
  InvalidFilterInQueryString:
    "assumption: the code is told in public programs that list Azure's resources; its text is not published",
  InvalidResourceGroup: "learn.microsoft.com azure-resource-manager/management/resource-name-rules",
  InvalidResourceGroupLocation:
    "learn.microsoft.com azure-resource-manager/troubleshooting/common-deployment-errors",
  ProviderHasResources:
    "learn.microsoft.com azure-resource-manager/management/resource-providers-and-types; the code is an assumption",
  ResourceGroupDeletionBlocked:
    "learn.microsoft.com azure-resource-manager/management/delete-resource-group",
  ResourceTypeDoesNotSupportTags:
    "assumption: learn.microsoft.com azure-resource-manager/management/tag-support has which types take none, without the code",
} as const;

/** Limits of Azure Resource Manager, each with the source that says so. */
export const resourcesLimits = {
  "50 tags of a resource, group or subscription, 15 of an automation account":
    "learn.microsoft.com azure-resource-manager/management/tag-resources",
  "512 characters of a tag's name, 128 of a storage account's, and 256 of its value":
    "learn.microsoft.com azure-resource-manager/management/tag-resources",
} as const;
