/** Error codes of Microsoft.KeyVault, each with the source that says so. */
export const keyVaultErrors = {
  VaultNameNotValid: "learn.microsoft.com azure-resource-manager/management/resource-name-rules",
  BadRequest: "assumption: the code for an operation kind that the specification does not name",
} as const;
