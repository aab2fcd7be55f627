/** Errors of Azure Policy, each with the source that shows it. */
export const policyErrors = {
  InvalidLocationUpdate: "Azure/enterprise-azure-policy-as-code issue 246",
  InvalidPolicyDefinitionIdUpdate: "Azure/Azure-Landing-Zones issue 3190",
  LocationRequired:
    "learn.microsoft.com common-deployment-errors; hashicorp/terraform-provider-azurerm pull request 7075",
  MissingPolicyParameter: "Azure/azure-sdk-for-net issue 39734",
  PolicyAssignmentNotFound:
    "assumption: the code of a policy assignment that is not there, after PolicyDefinitionNotFound",
  PolicyDefinitionNotFound:
    "Azure/Enterprise-Scale issue 804; Azure/Azure-Landing-Zones issue 3865",
  ResourceIdentityRequired: "Azure/azure-cli issue 13150",
  UndefinedPolicyParameter: "Azure/terraform-azurerm-caf-enterprise-scale pull request 282",
} as const;
