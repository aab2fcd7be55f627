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
  ResourceNotFound: "learn.microsoft.com azure-resource-manager/troubleshooting/error-not-found",
  ResourceTypeNotSupportAvailabilityZones:
    "kubernetes-sigs/cluster-api-provider-azure issue 294; Azure/azure-quickstart-templates issue 3984",
  SubscriptionNotFound:
    "learn.microsoft.com azure-resource-manager/troubleshooting/error-not-found",
  TooManyTags:
    "assumption: learn.microsoft.com azure-resource-manager/management/tag-resources has the limit, without the code",
} as const;
