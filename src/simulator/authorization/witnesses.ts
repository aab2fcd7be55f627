/** Error codes of Microsoft.Authorization, each with the source that says so. */
export const authorizationErrors = {
  DenyAssignmentNotFound: "learn.microsoft.com rest/api/authorization/deny-assignments/get",
  InvalidActionOrNotAction: "learn.microsoft.com role-based-access-control/troubleshooting",
  InvalidDataActionOrNotDataAction: "learn.microsoft.com role-based-access-control/troubleshooting",
  InvalidRoleAssignmentId:
    "Azure/azure-cli issue 9019 (the name of a role assignment must be a GUID)",
  InvalidRoleDefinitionType:
    "assumption: Azure refuses to make a built-in role, its code is not published",
  MissingAssignableScopes:
    "assumption: Azure requires assignable scopes (role-based-access-control/custom-roles), its code is not published",
  PrincipalNotFound: "learn.microsoft.com role-based-access-control/troubleshooting",
  RoleAssignmentExists: "learn.microsoft.com role-based-access-control/troubleshooting",
  RoleAssignmentNotFound: "learn.microsoft.com rest/api/authorization/role-assignments/get",
  RoleAssignmentUpdateNotPermitted: "OfficeDev/microsoft-teams-apps-company-communicator issue 569",
  RoleDefinitionDoesNotExist:
    "Azure/azure-powershell recorded tests of role definitions; text: public deployment logs",
  RoleDefinitionExists:
    "assumption: Azure knows no PUT over a built-in role, its code is not published",
  RoleDefinitionHasAssignments: "learn.microsoft.com role-based-access-control/troubleshooting",
  RoleDefinitionNameNullOrEmpty:
    "assumption: Azure requires a name (role-based-access-control/custom-roles), its code is not published",
  RoleDefinitionWithSameNameExists: "Azure/ARO-RP pull request 1346",
  ScopeLocked:
    "learn.microsoft.com azure-resource-manager/management/lock-resources; text: Azure/azure-cli issue 20232",
  UnmatchedPrincipalType:
    "learn.microsoft.com role-based-access-control/troubleshooting (principalType)",
} as const;
