/** Error codes of Microsoft.RecoveryServices, each with the source that says so. */
export const recoveryServicesErrors = {
  BMSUserErrorObjectNotFound: "Azure/azure-cli recorded tests of az backup",
  InvalidResourceName: "learn.microsoft.com azure-resource-manager/management/resource-name-rules",
  ServiceResourceNotEmptyWithContainerDetails: "MicrosoftDocs/azure-docs issue 42016",
} as const;
