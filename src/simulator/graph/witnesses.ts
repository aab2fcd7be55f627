/** Error codes of Microsoft Graph, each with the source that says so. */
export const graphErrors = {
  Authorization_RequestDenied: "learn.microsoft.com graph/resolve-auth-errors",
  Request_BadRequest: "learn.microsoft.com graph/errors; texts: msgraph-sdk-java issue 1823",
  Request_MultipleObjectsWithSameKeyValue:
    "hashicorp/terraform-provider-azuread issues on service principals that exist",
  Request_ResourceNotFound: "learn.microsoft.com graph/resolve-auth-errors",
  Request_UnsupportedQuery: "learn.microsoft.com graph/aad-advanced-queries",
} as const;

/** A code in Microsoft Graph's error envelope. */
export type GraphErrorCode = keyof typeof graphErrors;
