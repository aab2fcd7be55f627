/** Error codes of Azure Resource Manager, each with the source that says so. */
export const resourceManagerErrors = {
  AuthorizationFailed: "learn.microsoft.com role-based-access-control/troubleshooting",
  DenyAssignmentAuthorizationFailed:
    "learn.microsoft.com role-based-access-control/deny-assignments",
  InvalidApiVersionParameter: "Azure/azure-cli issue 28038",
  InvalidAvailabilityZone:
    "assumption: the code and its text are told in public notes on the Azure CLI, which learn.microsoft.com does not have",
  InvalidRequestContent:
    "learn.microsoft.com azure-resource-manager/troubleshooting/error-invalid-template",
  InvalidResourceLocation:
    "learn.microsoft.com azure-resource-manager/troubleshooting/common-deployment-errors",
  InvalidResourceNamespace:
    "learn.microsoft.com azure-resource-manager/troubleshooting/common-deployment-errors",
  InvalidResourceReference:
    "learn.microsoft.com azure-resource-manager/troubleshooting/error-not-found",
  InvalidResourceType: "Azure/acs-engine issue 4037",
  InvalidSubscriptionId: "Azure/azure-cli issue 30953",
  InvalidTagName: "Azure/azure-powershell (Az.Migrate)",
  InvalidTagNameCharacters:
    "MicrosoftDocs/azure-docs-cli (quoting issues); Azure/azure-powershell (Az.Migrate)",
  InvalidTagValueLength: "Azure/azure-powershell (Az.Migrate)",
  LinkedAuthorizationFailed: "kubernetes-sigs/cloud-provider-azure issue 1999",
  LinkedInvalidPropertyId: "learn.microsoft.com virtual-machines/error-messages",
  LocationNotAvailableForResourceType:
    "learn.microsoft.com azure-resource-manager/troubleshooting/common-deployment-errors",
  LocationRequired:
    "learn.microsoft.com azure-resource-manager/troubleshooting/common-deployment-errors",
  MethodNotAllowed: "Azure/azure-powershell issue 9709",
  MissingApiVersionParameter: "Azure/azure-sdk-for-go issue 22571",
  MissingSubscriptionRegistration:
    "learn.microsoft.com azure-resource-manager/troubleshooting/error-register-resource-provider; target: Azure/azure-sdk-for-node issue 2305",
  NoRegisteredProviderFound: "Azure/azure-powershell issue 2230",
  NotFound: "learn.microsoft.com azure-resource-manager/troubleshooting/error-not-found",
  ParentResourceNotFound: "hashicorp/terraform-provider-azurerm issue 18311",
  ResourceCannotHaveMultipleZonesSpecified:
    "kubermatic/kubermatic issue 6557; MicrosoftDocs/azure-docs issue 97098",
  ResourceGroupBeingDeleted:
    "learn.microsoft.com azure-resource-manager/troubleshooting/common-deployment-errors",
  ResourceGroupNotFound:
    "learn.microsoft.com azure-resource-manager/troubleshooting/error-not-found",
  ResourceRequestsThrottled:
    "Azure/alzlib issue 168, Azure/azqr issue 34; assumption: of Network and Site Recovery too",
  ResourceNotFound: "learn.microsoft.com azure-resource-manager/troubleshooting/error-not-found",
  SubscriptionRequestsThrottled: "velero-io/velero issue 9171",
  TenantRequestsThrottled:
    "assumption: as SubscriptionRequestsThrottled, for the scope of a tenant",
  TooManyRequests:
    "microsoft/onefuzz issue 2100 (Storage), Azure/aks-engine issue 2295 (a detail of Compute's OperationNotAllowed)",
  ResourceTypeNotSupportAvailabilityZones:
    "kubernetes-sigs/cluster-api-provider-azure issue 294; Azure/azure-quickstart-templates issue 3984",
  SubscriptionNotFound:
    "learn.microsoft.com azure-resource-manager/troubleshooting/error-not-found",
  TooManyTags:
    "assumption: learn.microsoft.com azure-resource-manager/management/tag-resources has the limit, without the code",
} as const;

const requestLimits =
  "learn.microsoft.com azure-resource-manager/management/request-limits-and-throttling";

/** Limits of requests, enforced on a clock that runs by itself. */
export const resourceManagerLimits = {
  "a principal in a subscription or tenant: 250 reads, and 25 more a second": requestLimits,
  "a principal in a subscription or tenant: 200 writes, and 10 more a second": requestLimits,
  "a principal in a subscription or tenant: 200 deletions, and 10 more a second": requestLimits,
  "all principals of a subscription together: 15 times as many": requestLimits,
  "Network: 10,000 reads, and 1,000 writes and deletions, in 5 minutes": requestLimits,
  "Site Recovery: 200 writes a minute and 10,000 reads an hour":
    "comments of Microsoft's script for the automatic update of the Mobility service",
  "Storage accounts: 800 reads and 100 lists in 5 minutes, 10 writes a second and 1,200 an hour":
    "learn.microsoft.com azure-resource-manager/management/azure-subscription-service-limits",
  "virtual machines: creating, updating, deleting, reading, listing and patching, a minute and a region":
    "learn.microsoft.com virtual-machines/compute-throttling-limits",
} as const;
