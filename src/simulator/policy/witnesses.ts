/** Errors of Azure Policy, each with the source that shows it. */
export const policyErrors = {
  InvalidCancelRemediationRequest:
    "assumption: named after InvalidDeleteRemediationRequest; that a task which has ended cannot be cancelled: hashicorp/terraform-provider-azurerm pull request 16478",
  InvalidCreateRemediationRequest: "gettek/terraform-azurerm-policy-as-code issue 49",
  InvalidDeleteRemediationRequest: "hashicorp/terraform-provider-azurerm pull request 7914",
  InvalidLocationUpdate: "Azure/enterprise-azure-policy-as-code issue 246",
  InvalidPolicyDefinitionIdUpdate: "Azure/Azure-Landing-Zones issue 3190",
  InvalidUpdateRemediationRequest: "Azure/azure-policy issue 1234",
  LocationRequired:
    "learn.microsoft.com common-deployment-errors; hashicorp/terraform-provider-azurerm pull request 7075",
  MissingPolicyParameter: "Azure/azure-sdk-for-net issue 39734",
  PolicyAssignmentNotFound:
    "assumption: the code of a policy assignment that is not there, after PolicyDefinitionNotFound",
  PolicyDefinitionNotFound:
    "Azure/Enterprise-Scale issue 804; Azure/Azure-Landing-Zones issue 3865",
  RemediationNotFound:
    "assumption: the code of a remediation that is not there, after PolicyDefinitionNotFound",
  ResourceIdentityRequired: "Azure/azure-cli issue 13150",
  UndefinedPolicyParameter: "Azure/terraform-azurerm-caf-enterprise-scale pull request 282",
} as const;

/** What Azure Policy does by itself as time goes by. */
export const policyStateChanges = {
  "a remediation task changes what is not as its policy wants it":
    "learn.microsoft.com governance/policy/how-to/remediate-resources; the rights that it needs of its identity: " +
    "the operations and templates of the policies in Azure/azure-policy, and reading back what they write",
  "a remediation task is removed 60 days after its last change":
    "learn.microsoft.com governance/policy/concepts/remediation-structure",
} as const;
