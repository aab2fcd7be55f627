import { groupPath, subscriptionPath, type Translation } from "../translation";

const authorization = "/providers/Microsoft.Authorization";
const lock = `${authorization}/locks/{lockName}`;
const lockRow = { apiVersion: "2020-05-01", topLevel: [] };
const remediation = "/providers/Microsoft.PolicyInsights/remediations/{remediationName}";
const remediationRow = { apiVersion: "2024-10-01", topLevel: [] };

/** Roles, locks and Azure Policy. */
export const authorizationAndPolicyTranslations: readonly Translation[] = [
  {
    token: "authorization:RoleDefinition",
    path: `/{scope}${authorization}/roleDefinitions/{roleDefinitionId}`,
    apiVersion: "2022-05-01-preview",
    topLevel: [],
    renames: { roleType: "properties/type" },
  },
  {
    token: "authorization:RoleAssignment",
    path: `/{scope}${authorization}/roleAssignments/{roleAssignmentName}`,
    apiVersion: "2022-04-01",
    topLevel: [],
    immutable: ["principalId", "scope"],
  },
  {
    token: "authorization:PolicyAssignment",
    path: `/{scope}${authorization}/policyAssignments/{policyAssignmentName}`,
    apiVersion: "2025-01-01",
    topLevel: ["identity", "location"],
  },
  { token: "authorization:ManagementLockByScope", path: `/{scope}${lock}`, ...lockRow },
  {
    token: "authorization:ManagementLockAtResourceGroupLevel",
    path: `${groupPath}${lock}`,
    ...lockRow,
  },
  {
    token: "authorization:ManagementLockAtSubscriptionLevel",
    path: `${subscriptionPath}${lock}`,
    ...lockRow,
  },
  {
    token: "authorization:ManagementLockAtResourceLevel",
    path: `${groupPath}/providers/{resourceProviderNamespace}/{parentResourcePath}/{resourceType}/{resourceName}${lock}`,
    ...lockRow,
    apiVersionArgument: true,
  },
  {
    token: "policyinsights:RemediationAtResourceGroup",
    path: `${groupPath}${remediation}`,
    ...remediationRow,
  },
  {
    token: "policyinsights:RemediationAtSubscription",
    path: `${subscriptionPath}${remediation}`,
    ...remediationRow,
  },
  {
    token: "policyinsights:RemediationAtResource",
    path: `/{resourceId}${remediation}`,
    ...remediationRow,
  },
  {
    token: "policyinsights:RemediationAtManagementGroup",
    path: `/providers/{managementGroupsNamespace}/managementGroups/{managementGroupId}${remediation}`,
    ...remediationRow,
  },
];
