/** Error codes of Microsoft.RecoveryServices, each with the source that says so. */
export const recoveryServicesErrors = {
  BMSUserErrorObjectNotFound: "Azure/azure-cli recorded tests of az backup",
  InvalidResourceName: "learn.microsoft.com azure-resource-manager/management/resource-name-rules",
  ServiceResourceNotEmptyWithContainerDetails: "MicrosoftDocs/azure-docs issue 42016",
  VaultAlreadyExists:
    "assumption: learn.microsoft.com backup/secure-by-default has that names are unique among vaults that are not deleted, without the code",
} as const;

/** What Recovery Services does by itself, each with the source that says so. */
export const recoveryServicesStateChanges = {
  "a deleted vault is gone when its days have passed":
    "learn.microsoft.com backup/secure-by-default (soft delete for vaults)",
} as const;
