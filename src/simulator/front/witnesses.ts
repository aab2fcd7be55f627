/** Error codes of the endpoint and its sign-in, each with the source that says so. */
export const frontErrors = {
  AuthenticationFailed: "hashicorp/terraform-provider-azurerm issue 3612",
  AuthenticationFailedInvalidHeader: "Azure/azure-cli issue 5767",
  BadGatewayConnection: "pulumi/pulumi-azure-native issue 552",
  BadRequest:
    "learn.microsoft.com troubleshoot/developer/webapps/iis httpsys-registry-windows (Bad Request - Invalid URL); assumption: in Azure's envelope instead of a page",
  ExpiredAuthenticationToken: "Azure/azure-sdk-for-java issue 33112",
  GatewayTimeout: "Azure/azure-cli issue 31815",
  InternalServerError:
    "learn.microsoft.com azure-resource-manager/troubleshooting/common-deployment-errors",
  InvalidAuthenticationToken: "Azure/azure-cli issue 5767",
  InvalidAuthenticationTokenAudience: "JetBrains/azure-tools-for-intellij issue 16",
  MisdirectedRequest: "RFC 9110 section 15.5.20: a front of ours, real Azure is not on loopback",
  RequestContentTooLarge:
    "learn.microsoft.com azure-resource-manager/troubleshooting/error-request-content-too-large",
  ServerTimeout: "Azure/azure-xplat-cli issue 2929",
  UnsupportedMediaType: "Azure/azure-cli issue 10143; of a content encoding: RFC 9110",
} as const;

const rateLimits =
  "learn.microsoft.com azure-resource-manager/management/request-limits-and-throttling";

/** Headers of answers, each with the source that says so. */
export const frontHeaders = {
  "azure-asyncoperation": "learn.microsoft.com azure-resource-manager/management/async-operations",
  "cache-control": "recorded traffic in Azure/azure-cli (vm tests)",
  "content-length": "RFC 9110",
  "content-type": "recorded traffic in Azure/azure-cli (vm tests)",
  date: "learn.microsoft.com rest/api/azure/#response-headers; RFC 9110",
  location: "learn.microsoft.com azure-resource-manager/management/async-operations",
  "retry-after": "learn.microsoft.com azure-resource-manager/management/async-operations",
  "retry-after-ms":
    "Azure SDK core: read before Retry-After, so that a fast clock is waited for less than a second",
  "www-authenticate": "Azure/azure-powershell TenantId lookup",
  "x-ms-correlation-request-id":
    "learn.microsoft.com rest/api/azure/#response-headers (correlation of requests)",
  "x-ms-ratelimit-remaining-subscription-deletes": rateLimits,
  "x-ms-ratelimit-remaining-subscription-global-deletes": rateLimits,
  "x-ms-ratelimit-remaining-subscription-global-reads": rateLimits,
  "x-ms-ratelimit-remaining-subscription-global-writes": rateLimits,
  "x-ms-ratelimit-remaining-subscription-reads": rateLimits,
  "x-ms-ratelimit-remaining-subscription-writes": rateLimits,
  "x-ms-ratelimit-remaining-tenant-reads": rateLimits,
  "x-ms-ratelimit-remaining-tenant-writes": rateLimits,
  "x-ms-user-quota-remaining":
    "learn.microsoft.com governance/resource-graph/concepts/guidance-for-throttled-requests",
  "x-ms-user-quota-resets-after":
    "learn.microsoft.com governance/resource-graph/concepts/guidance-for-throttled-requests",
  "x-ms-request-id": "learn.microsoft.com rest/api/azure/#response-headers",
} as const;
