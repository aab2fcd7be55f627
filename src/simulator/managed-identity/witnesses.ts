/** Error codes of Microsoft.ManagedIdentity, each with the source that says so. */
export const managedIdentityErrors = {
  BadRequest: "learn.microsoft.com entra/workload-id/workload-identity-federation-considerations",
  FailedIdentityOperation: "Azure/azure-cli issue 31837",
  FederatedIdentityCredentialIssuerSubjectCombinationAlreadyExists:
    "learn.microsoft.com entra/workload-id/workload-identity-federation-considerations",
} as const;
